"""The act that a Korean negation negates, and where the English names the same act: 참석하지 않았다, "attended".

A negation is only reported as lost when the English states the same thing plainly, so the predicate has to be known on
both sides. ``predicates.tsv`` pairs Korean stems and nouns with English lemmas; this module finds the stem that a
negation belongs to, inflects the lemmas, and tells whether the English word it finds is negated where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from aligner.facts.tables import table
from aligner.korean.romanise import compose, decompose

__all__ = [
    "affirmed",
    "english_forms",
    "is_act",
    "is_generic",
    "negated_after",
    "negated_near",
    "predicate_rows",
    "rows_of_english",
    "stated",
]

_IRREGULAR = {
    "be": "is are was were been being", "break": "breaks broke broken breaking", "bring": "brings brought bringing",
    "build": "builds built building", "buy": "buys bought buying", "catch": "catches caught catching",
    "choose": "chooses chose chosen choosing", "come": "comes came coming", "cut": "cuts cutting",
    "deal": "deals dealt dealing", "draw": "draws drew drawn drawing", "drive": "drives drove driven driving",
    "eat": "eats ate eaten eating", "fall": "falls fell fallen falling", "fight": "fights fought fighting",
    "find": "finds found finding", "fit": "fits fitted fitting", "fly": "flies flew flown flying",
    "forget": "forgets forgot forgotten forgetting", "get": "gets got gotten getting",
    "give": "gives gave given giving", "go": "goes went gone going", "grow": "grows grew grown growing",
    "have": "has had having", "hear": "hears heard hearing", "hit": "hits hitting", "hold": "holds held holding",
    "keep": "keeps kept keeping", "know": "knows knew known knowing", "lead": "leads led leading",
    "lend": "lends lent lending", "let": "lets letting", "leave": "leaves left leaving", "lose": "loses lost losing",
    "make": "makes made making", "mean": "means meant meaning", "meet": "meets met meeting", "pay": "pays paid paying",
    "put": "puts putting", "quit": "quits quitting", "read": "reads reading", "ride": "rides rode ridden riding",
    "rise": "rises rose risen rising", "run": "runs ran running", "say": "says said saying",
    "see": "sees saw seen seeing", "seek": "seeks sought seeking", "sell": "sells sold selling",
    "send": "sends sent sending", "set": "sets setting", "shoot": "shoots shot shooting",
    "show": "shows showed shown showing", "shut": "shuts shutting", "shrink": "shrinks shrank shrunk shrinking",
    "sleep": "sleeps slept sleeping", "speak": "speaks spoke spoken speaking", "spend": "spends spent spending",
    "spread": "spreads spreading", "stand": "stands stood standing", "step": "steps stepped stepping",
    "strike": "strikes struck striking", "take": "takes took taken taking", "teach": "teaches taught teaching",
    "tell": "tells told telling", "think": "thinks thought thinking", "throw": "throws threw thrown throwing",
    "understand": "understands understood understanding", "wear": "wears wore worn wearing",
    "win": "wins won winning", "withdraw": "withdraws withdrew withdrawn withdrawing",
    "write": "writes wrote written writing", "begin": "begins began begun beginning", "hide": "hides hid hidden",
    "lie": "lies lied lying", "sink": "sinks sank sunk sinking", "swear": "swears swore sworn swearing",
    "wake": "wakes woke woken waking", "hurt": "hurts hurting", "cast": "casts casting", "arise": "arises arose arisen",
    "overcome": "overcomes overcame overcoming", "forbid": "forbids forbade forbidden forbidding",
    "undergo": "undergoes underwent undergone undergoing", "back": "backs backed backing", "can": "", "could": "",
    "bear": "bears bore borne bearing", "feel": "feels felt feeling", "undertake": "undertakes undertook undertaken",
    "foresee": "foresees foresaw foreseen", "leak": "leaks leaked leaking", "plead": "pleads pleaded pled pleading",
    "sue": "sues sued suing", "upset": "upsets upsetting", "rebut": "rebuts rebutted rebutting",
    "spill": "spills spilled spilt spilling", "flee": "flees fled fleeing", "bind": "binds bound binding",
    "cede": "cedes ceded ceding", "overturn": "overturns overturned", "invest": "invests invested investing",
    "benefit": "benefits benefited benefiting", "limit": "limits limited limiting", "bid": "bids bidding",
    "die": "dies died dying", "fire": "fires fired firing", "wed": "weds wedding",
    "permit": "permits permitted permitting",
    "defer": "defers deferred deferring", "deter": "deters deterred deterring", "prefer": "prefers preferred",
    "refer": "refers referred referring", "occur": "occurs occurred occurring", "recur": "recurs recurred recurring",
    "transfer": "transfers transferred transferring", "infer": "infers inferred", "admit": "admits admitted admitting",
    "omit": "omits omitted omitting", "submit": "submits submitted submitting",
    "commit": "commits committed committing",
    "transmit": "transmits transmitted transmitting", "emit": "emits emitted emitting",
    "equip": "equips equipped equipping", "compel": "compels compelled compelling", "rebel": "rebels rebelled",
    "cancel": "cancels canceled cancelled canceling cancelling", "annul": "annuls annulled annulling",
    "expel": "expels expelled expelling", "repel": "repels repelled", "patrol": "patrols patrolled",
    "prove": "proves proved proven proving", "dig": "digs dug digging", "hang": "hangs hung hanging",
    "light": "lights lit lighting", "sing": "sings sang sung singing", "sit": "sits sat sitting",
    "slide": "slides slid sliding", "steal": "steals stole stolen stealing", "stick": "sticks stuck sticking",
    "swim": "swims swam swum", "swing": "swings swung", "tear": "tears tore torn", "bite": "bites bit bitten biting",
    "blow": "blows blew blown blowing", "feed": "feeds fed feeding", "lay": "lays laid laying",
    "wind": "winds wound winding", "seal": "seals sealed sealing", "swell": "swells swelled swollen swelling",
    "speed": "speeds sped speeding", "spin": "spins spun", "sweep": "sweeps swept sweeping", "weep": "weeps wept",
    "rebuild": "rebuilds rebuilt rebuilding", "retake": "retakes retook retaken", "redo": "redoes redid redone",
    "uphold": "upholds upheld upholding", "withhold": "withholds withheld", "mistake": "mistakes mistook mistaken",
    "control": "controls controlled controlling", "enroll": "enrolls enrolled enrolling", "regret": "regrets regretted",
}  # fmt: skip
_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$")


def _inflected(verb: str) -> list[str]:
    if verb in _IRREGULAR:
        return [verb, *_IRREGULAR[verb].split()]
    if verb.endswith("ee"):
        return [verb, verb + "s", verb + "d", verb + "ing"]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if re.search(r"[^aeiou]y$", verb):
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    stem = verb + verb[-1] if _DOUBLING.search(verb) else verb
    plural = verb + ("es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else "s")
    return [verb, plural, stem + "ed", stem + "ing"]


def english_forms(lemma: str) -> list[str]:
    """Return the inflected forms of an English lemma; of several words the first is inflected.

    Examples
    --------
    >>> english_forms("take part")
    ['take part', 'takes part', 'took part', 'taken part', 'taking part']
    """
    first, _, rest = lemma.partition(" ")
    return [f"{form} {rest}".strip() for form in _inflected(first)]


@lru_cache(maxsize=1)
def _korean() -> tuple[tuple[str, ...], ...]:
    """The Korean keys of the rows of ``predicates.tsv``."""
    return tuple(tuple(dict.fromkeys(korean.split("|"))) for korean, _ in table("predicates"))


@cache
def _english(row: int) -> re.Pattern[str]:
    """One pattern for all English forms of a row; made when it is first asked for."""
    forms = {form for lemma in table("predicates")[row][1].split("|") for form in english_forms(lemma)}
    words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _by_key() -> dict[str, tuple[int, ...]]:
    index: dict[str, tuple[int, ...]] = {}
    for number, keys in enumerate(_korean()):
        for key in keys:
            index[key] = (*index.get(key, ()), number)
    return index


@lru_cache(maxsize=1)
def _by_word() -> dict[str, frozenset[int]]:
    """English single words to rows."""
    index: dict[str, set[int]] = {}
    for number, (_, english) in enumerate(table("predicates")):
        for lemma in english.split("|"):
            if " " not in lemma:
                for form in english_forms(lemma):
                    index.setdefault(form, set()).add(number)
    return {word: frozenset(rows) for word, rows in index.items()}


_LIGHT_ENDING = re.compile(r"(?:하|되|시키|받|당하|드리|해지|해주|하여|지)$")
_GENERIC = frozenset(
    (
        "하 되 받 시키 주 보이 내 내리 거두 이루 열 맺 이르 오르 가지 있 얻 취하 벌이 갖 미치 끼치 짓 치르 놓 나서 "
        "이뤄지 이루어지 가하 들 들이 보 두 가 나 나오 쓰 타 매"
    ).split()
)
"""Verbs that say little without their object: 승인을 받지 못했다, 합의에 이르지 못했다."""
_CARRIERS = frozenset(
    (
        "적 바 일 사실 것 계획 방침 생각 의향 뜻 의사 예정 필요 이유 가능성 여지 방법 곳 데 수 줄 리 건 사항 대상 "
        "상황 상태 문제"
    ).split()
)
"""Nouns whose verb stands before them: 만난 적이 없다, 물러날 뜻이 없다."""
_OBJECT = re.compile(r"([가-힣]+?)(?:을|를|은|는|도|이|가|에|에도|에는|조차|까지|의)?\s$")
_NEGATED_VERB = re.compile(r"([가-힣]+?)(?:지|치)(?:는|도|를|조차|만|까지)?\s?(?:않|못|말)")
_UNABLE = re.compile(r"([가-힣]+)\s수(?:는|도|가|조차|만)?\s?없")
_HARD = re.compile(r"([가-힣]+)기(?:는|가|도|란)?\s(?:어렵|힘들)")
_NOTHING = re.compile(r"([가-힣]+?)(?:이|가|은|는|도|적이|적은|적도)?\s(?:없|아니)|([가-힣]+?)[이가은는도]?\s?아니")
_GIVEN_UP = re.compile(r"([가-힣]+?)(?:에|에도|에는|을|를|는\s데|는\s데는|는\s데도)\s(?:실패|모면|면[하했한할해])")
_UNKNOWN = re.compile(r"(?:[는인한된은던]\s줄|사실[을도은]?|것[을도은]?)\s(?:모|몰)")
_BEFORE_VERB = re.compile(r"(?:안|못)\s([가-힣]+)")


def _bare(word: str) -> str:
    """Strip the adnominal ending of a verb: 멈출 → 멈추, 만난 → 만나, 먹을 → 먹."""
    if word[-1:] in ("을", "은", "는", "던") and len(word) > 1:
        return word[:-1]
    if word:
        initial, vowel, final = decompose(word[-1])
        if final in ("ㄹ", "ㄴ"):
            return word[:-1] + compose(initial, vowel)
    return word


_CONTRACTED = {"ㅘ": "ㅗ", "ㅝ": "ㅜ", "ㅕ": "ㅣ", "ㅐ": "ㅏ"}


def _present(word: str) -> str:
    """Undo the past tense of a first syllable: 봤다 → 보, 했다 → 하, 갔다 → 가."""
    initial, vowel, final = decompose(word[0])
    return compose(initial, _CONTRACTED.get(vowel, vowel)) if final == "ㅆ" else word[0]


def _stem_of(linked: str) -> str:
    """Return the stem of the linking form before 서는: 해 → 하, 돼 → 되, 줄여 → 줄이, 잊어 → 잊, 보내 → 보내."""
    last = linked[-1]
    if last in "아어여" and len(linked) > 1 and last != "여":
        return linked[:-1]
    initial, vowel, final = decompose(last)
    if final:
        return linked
    changed = {"해": "하", "돼": "되"}.get(last) or compose(initial, {**_CONTRACTED, "ㅐ": "ㅐ"}.get(vowel, vowel))
    return linked[:-1] + changed


def _lookup(word: str) -> set[int]:
    """Rows of a stem or noun: as it is, without its light verb, and by its end (재수사하 → 수사)."""
    index = _by_key()
    found = set(index.get(word, ()))
    noun = _LIGHT_ENDING.sub("", word)
    if noun and noun != word:
        found.update(index.get(noun, ()))
    if not found:
        for form in (word, noun):
            for at in range(1, len(form) - 1):
                if form[at:] in index:
                    found.update(index[form[at:]])
                    break
    return found


def is_act(noun: str) -> bool:
    """Whether a Korean noun makes a verb with 하다: 강조, 조사."""
    return noun in _by_key()


def is_generic(verb: str) -> bool:
    """Whether a Korean verb stem says little without its object: 받, 내리."""
    return verb in _GENERIC


def predicate_rows(text: str, span: tuple[int, int]) -> frozenset[int]:
    """Return the rows of ``predicates.tsv`` that the negation at `span` of a Korean text may negate."""
    said = text[span[0] : span[1]]
    found: set[int] = set()
    verb = ""
    if match := _NEGATED_VERB.match(said) or _HARD.match(said):
        verb = match[1]
        found |= _lookup(verb)
    elif _UNKNOWN.match(said):
        return frozenset(_lookup("알"))
    elif match := _GIVEN_UP.match(said):
        return frozenset(_lookup(match[1]))
    elif match := _UNABLE.match(said):
        verb = _bare(match[1])
        found |= _lookup(verb) | _lookup(match[1])  # 멈출 수 → 멈추, but 풀 수 → 풀
    elif match := _BEFORE_VERB.match(said):
        word = match[1]
        for size in range(len(word), 0, -1):
            if found := set(_by_key().get(word[:size], ())) | set(
                _by_key().get(_LIGHT_ENDING.sub("", word[:size]), ())
            ):
                break
        if word[0] in "되돼된될됩":  # 잊어서는 안 된다
            before = re.search(r"([가-힣]+?)(?:서는|서도|선|서|면)\s$", text[: span[0]])
            return frozenset(_lookup(_stem_of(before[1]))) if before is not None else frozenset()
        return frozenset(found or _lookup(_present(word)))
    elif match := _NOTHING.match(said):
        noun = match[1] or match[2] or ""
        found |= _lookup(noun)
        if noun in _CARRIERS:
            before = re.search(r"([가-힣]+)\s$", text[: span[0]])
            if before is not None:
                found |= _lookup(_bare(before[1]))
        return frozenset(found)
    if verb in _GENERIC:
        before = _OBJECT.search(text[: span[0]])
        if before is not None:
            found |= _lookup(before[1]) or _lookup(_LIGHT_ENDING.sub("", before[1]))
    return frozenset(found)


def stated(rows: frozenset[int], english: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the English words that name one of the predicates."""
    for row in sorted(rows):
        for match in _english(row).finditer(english):
            yield match.span()


_BREAK = re.compile(r"(?<!\d)[,;:“”\"](?!\s\d)|\b(?:(?<!anything\s)but|while|which|and)\b|\s[—–-]\s")
_JOINED = re.compile(r"\b(?:between|both|either|neither)\s(?:[\w'’-]+\s){1,6}?(?:and|or)\b", re.IGNORECASE)
"""Where "and" joins two nouns and no clauses: no link between A and B was found."""
_NEAR = re.compile(
    r"n['’]t\b|\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|unless|cannot|fail\w*|"
    r"den(?:y|ies|ied|ying|ial)|refus\w+|reject\w*|declin\w+|less|fewer|lack\w*|absen\w+|impossible|barely|hardly|"
    r"scarcely|rarely|seldom|few|little|difficult\w*|hard|unable|inab\w+|unlikely|reluctan\w+|unwilling\w*|"
    r"un(?!der|it|ion|ique|ivers|til|iform|ified|cles?\b)\w{3,}|dis(?:agree|approv|miss|allow|qualif|put)\w*|"
    r"short\sof|rul\w+\s(?:\w+\s){0,4}out|turn\w*\s(?:\w+\s){0,3}down|prevent\w*|avoid\w*|escap\w+|spar(?:e|ed|es)|hesita\w+|ban(?:s|ned)?|bar(?:s|red)?|"
    r"prohibit\w*|forbid\w*|miss\w*|stop\w*|halt\w*|block\w*|oppos\w+|against|doubt\w*|skip\w*|beyond|yet\sto|far\sfrom|"
    r"struggl\w+|tough|challeng\w+|instead|rather\sthan|other\sthan|until|before|too|only|powerless|withh\w+|forgo\w*|forwent|still|away|pending|"
    r"await\w*|drop\w*|cancel\w*|abandon\w*|scrap\w*|stall\w*|postpon\w*|delay\w*|put\soff|called?\soff|refrain\w*|"
    r"boycott\w*|done|stand\w*\sby|stood\sby|disput\w+|opt\w*\sout|back\w*\sout|exempt\w*|free\s(?:of|from)|anything\sbut|zero|empty-handed|in\svain|remain\w*|"
    r"who\s(?:\w+\s)?would|if)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\W*(?:would|will|was|were|is|are|did|do|does|has|had|have|could|can|should)\s(?:not\b|n['’]t\b)|"
    r"^\W*(?:\w+\s){0,2}(?:no|none|nothing|nobody|neither|little|few|fewer|less|short|in\svain|out\sof\sthe\squestion|unanswered|false|denied|unsuccessfully|"
    r"unlikely|impossible|difficult|hard|failed|fell|collapsed|stalled|called\soff|canceled|cancelled|rejected)\b|"
    r"^(?:\s[\w'’-]+){1,8}?\s(?:is|are|was|were|be|been|look(?:s|ed)?|seem(?:s|ed)?|appear(?:s|ed)?|prove[sd]?|remain(?:s|ed)?)\s"
    r"(?:[a-z]+\s)?(?:unlikely|impossible|difficult|hard|tough|out\sof\sthe\squestion)\b|"
    r"^\s(?:only|nothing|nobody|no\sone)\b",
    re.IGNORECASE,
)
_REACH = 80
"""Characters behind a word in which its sentence may still deny it."""


def negated_near(english: str, span: tuple[int, int]) -> bool:
    """Whether the English word at `span` stands under a negative word of its own clause."""
    start = 0
    joined = [match.span() for match in _JOINED.finditer(english, 0, span[0])]
    for cut in _BREAK.finditer(english, 0, span[0]):
        if not any(a < cut.start() < b for a, b in joined):
            start = cut.end()
    if _NEAR.search(english, start, span[0]) is not None:
        return True
    return _AFTER.match(english[span[1] : span[1] + _REACH]) is not None


def rows_of_english(word: str) -> frozenset[int]:
    """Rows of ``predicates.tsv`` that have an English word, in any inflection."""
    return _by_word().get(word.lower(), frozenset())


_KO_NEGATED = re.compile(
    r"[^,.“”\"]{0,14}?(?:않|못|없|아니|안\s|말[라아고]|어렵|어려|힘들|거부|부인|반대|실패|포기|철회|취소|무산|중단|금지|거절|보류|기각|"
    r"불[가허발]|미[룬뤘루]|배제|제외|그만|멈)"
)


def negated_after(korean: str, at: int) -> bool:
    """Whether a Korean word that ends at `at` has a negation, or a verb of refusing, close behind it."""
    return _KO_NEGATED.match(korean, at) is not None


def affirmed(rows: frozenset[int], korean: str) -> tuple[int, int] | None:
    """Return the span of a predicate that a Korean text states without negating it, None if it negates one or has none.

    One-syllable stems are not looked for: they stand inside countless words.
    """
    first: tuple[int, int] | None = None
    for row in rows:
        for key in _korean()[row]:
            if len(key) < 2:
                continue
            at = korean.find(key)
            while at >= 0:  # thousands of keys: patterns made of them would be compiled anew each time
                if at == 0 or not "가" <= korean[at - 1] <= "힣":
                    if negated_after(korean, at + len(key)):
                        return None
                    first = first or (at, at + len(key))
                at = korean.find(key, at + 1)
    return first
