"""Negation and polarity: only what is strongly suspicious.

Korean negates with 않, 못, 없, 아니 and has idioms that are no negation in English (적지 않은 = considerable, 할
수밖에 없다 = have to); English negates with words, prefixes and verbs (without, unlikely, fail, rule out). So a lost
negation is reported only when a Korean clause plainly negates and the whole English bead has nothing negative in it, an
added one only in the mirror case, and opposite words (rose/하락, guilty/무죄) only where the right word is missing and
the wrong one stands there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from aligner.facts.clauses import Encode
from aligner.facts.model import Fact
from aligner.facts.placing import bare, contradicted, place_negations, unanswered
from aligner.facts.renderings import answered_by_word

__all__ = ["Flip", "compare_polarity", "strong_negations"]

_IDIOMS = re.compile(
    r"(?:흔치\s?않|지\s?않을\s?수(?:가|는)?\s?없|수밖에(?:는|도)?\s?없|밖에\s?없|아닐\s?수\s?없|없지(?:는|도)?\s?않|"
    r"않으면\s?안|(?:이|만|뿐|뿐만)\s?아니라(?!고|며|는)|뿐\s?아니|"
    r"(?:좋|흔|적|만만치|심상치|녹록지|녹록치|예사롭지|작|심상찮|쉽|녹록하|달갑|흔)지\s?않|적잖|만만찮|심상치\s?않|"
    r"만만치\s?않|녹록지\s?않|예사롭지\s?않|얼마\s?(?:지나|되)지\s?않|얼마\s?안\s?[돼되]|머지\s?않|"
    r"다름\s?없|못지\s?않|틀림\s?없|끊임\s?없|변함\s?없|상관\s?없이|관계\s?없이|예외\s?없이|빠짐\s?없|어김\s?없|"
    r"아낌\s?없|거침\s?없|유례\s?없|전례\s?없|더할\s?나위\s?없|하는\s?수\s?없이|"
    r"어쩔\s?수\s?없|쉴\s?새\s?없|쉴\s?틈\s?없|(?:다|참다)\s?못해|그치지\s?않|가리지\s?않|아랑곳하지\s?않|"
    r"아끼지\s?않|마다하지\s?않|개의치\s?않|주저하지\s?않|부인할\s?수\s?없|의심의\s?여지가\s?없|"
    r"지\s?않(?:나|느냐|은가|을까|겠느냐|겠나|습니까)|아니(?:냐|겠느냐|겠나|었냐)|아닌가|아닐까|안팎|안전|안보|안정|"
    r"안건|안내|안타|못지|없애|없앤|없앴|없어[진지졌]|말할\s?것도\s?없|두말할|손색\s?없|뗄\s?수\s?없|"
    r"둘도\s?없|꼼짝없|느닷없|하염없|속절없|어처구니없|터무니없|난데없|부질없|스스럼없|서슴없|숨김없|남김없|"
    r"가차\s?없|여지없|영락없|하릴없|지칠\s?줄\s?모르|밤낮없|정신없|형편없|어이없|값없|재미없|"
    r"잊지\s?못할|잊을\s?수\s?없는|말도\s?안|모자라지|못마땅|못생|지\s?않도록|않게|못하게|지\s?말라고|거르지\s?않|"
    r"없이는?\s[^.]{1,16}(?:않|없|못|불가)|밖에\s[가-힣]+지\s?(?:않|못)|머물지\s?않고|"
    r"빼놓지\s?않|놓치지\s?않|잃지\s?않|그칠\s?줄|굽히지\s?않|멈추지\s?않|늦추지\s?않|(?<![가-힣])지지\s?않|(?:밑|아래|이하)[으로]*\s(?:떨어|내려)[가-힣]*지\s?않)"
)
_KO_STRONG = re.compile(
    r"[가-힣]+기(?:는|가|도|란)?\s(?P<f>(?:어렵|힘들)[가-힣]+)|[가-힣]+(?:지|치)(?:는|도|를|조차|만|"
    r"까지)?\s?(?P<a>않[가-힣]+|못[하했한할합해][가-힣]*)|(?:[가-힣]+\s수|[가-힣]*수)(?:는|도|가|조차|"
    r"만)?\s?(?P<b>없[가-힣]+)|"
    r"(?<![가-힣])(?!매우)[가-힣]+(?:이|가|은|는|도|점|바|적이|적은|적도|것은|것이|것도)?\s(?P<c>없(?:다|었|는|을|"
    r"으며|고|어|다고|다며|다는|습니|음|지만|으나|애)[가-힣]*)|[가-힣]+[이가은는도]?\s?(?P<d>아니(?:다|라고|라며|"
    r"라는|었|며|고|라)[가-힣]*)|"
    r"(?<![가-힣])[가-힣]{2,}\s(?P<g>없이)|[가-힣]+지\s?(?P<h>말[아자았]|말\s것)|"
    r"(?<![가-힣])(?P<e>(?:안|못)\s[가-힣]+(?:다|고|며|는|지만|어|아|라)[가-힣]*)"
)
_CONDITIONAL = re.compile(
    r"(?:않으면|못하면|않는다면|못한다면|않는\s한|못하는\s한|않을\s?(?:경우|시\s|땐|때)|못할\s?(?:경우|시\s|땐|때)|없으면|없다면|"
    r"없을\s경우|아니면|아니라면|없었다면|없었으면|못했다면|않았다면|않았으면|못했으면)"
)
"""A negated condition, which English turns round as it likes ("unless", "if … is voted down", "only if")."""
_EN_CUES = re.compile(
    r"n['’]t\b|\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|unless|cannot|fail\w*|den(?:y|ies|"
    r"ied|ying|ial)|refus\w+|reject\w*|declin\w+|"
    r"turn\w*\s(?:\w+\s){0,4}down|less|under|below|lack\w*|absen\w+|impossible|impos\w+|barely|hardly|scarcely|"
    r"rarely|seldom|few|fewer|little|only|mere\w*|just|rul(?:e|es|ed|ing)\s(?:\w+\s){0,4}out|stop\w*|prevent\w*|"
    r"avoid\w*|"
    r"ban(?:s|ned|ning)?|bar|bars|barred|barring|prohibit\w*|forbid\w*|forbade|block\w*|oppos\w+|against|miss(?:ed|"
    r"es|ing)?|halt\w*|cancel\w*|suspend\w*|exclud\w+|except\w*|short\sof|refrain\w*|"
    r"abstain\w*|instead|rather\sthan|far\sfrom|away|other\sthan|too|out\sof|yet|still|until|before|doubt\w*|skip\w*|"
    r"withh\w+|spar(?:e|ed|es)|unless|lest|loss|lost|lose\w*|"
    r"free|end|ended|ends|zero|minus|void|ir\w{5,}|il(?:legal|legit)\w*|im(?:mature|mobile|moral|partial|perfect|"
    r"polite|practical|probable|proper)\w*|"
    r"in(?:express|ability|accura|active|adequa|admiss|complete|conclus|consist|correct|curable|defin|depend|dispens|"
    r"effect|efficien|eligib|equal|evitab|explic|flex|form|capab|sign|stab|suffic|toler|valid|vis|vulnerab)\w*|"
    r"un(?!der|it|ion|ite|ique|ivers|til|iform|ified|ification|cles?\b|furl|veil|leash|derst)\w{3,}|dis(?:agree|"
    r"approv|miss|satisf|allow|contin|like|regard|trust|respect|qualif|prov|abl|advantag|hon|belie|band|clos|"
    r"courag)\w*|"
    r"non-?\w*|\w{3,}less|mis(?:understand|judg|lead|led|manag|behav|conduct|trust)\w*|anti-?\w*|beyond|difficult\w*|"
    r"hard|quit|surviv\w+|escap\w+|defy|defied|contrary|despite|otherwise|alone|exempt\w*|remain\w*|off|shy|"
    r"neglect\w*|ignor\w+|waiv\w+|delay\w*|postpon\w*|shut|half|least|beware|away|hinder\w*|stall\w*|elus\w+|"
    r"scrap\w*|drop\w*|abandon\w*|withdr\w+|no-\w+|invalid\w*|inab\w+|unable|cut|eliminat\w+|remov\w+|regardless)\b",
    re.IGNORECASE,
)
_EN_STRONG = re.compile(r"n['’]t\b|\b(?:not|never|no|cannot|nobody|none|neither|without)\b", re.IGNORECASE)
_EN_STRONG_IDIOMS = re.compile(
    r"\b(?:not only|no longer|no later than|no doubt|whether or not|if not|not to mention|no more than|no less than|"
    r"no fewer than|not until|no one else|no matter|not just|"
    r"not least|no sooner|No\.|no\. ?\d|without (?:a )?doubt|not too|why not|not enough|not so much|not (?:all|"
    r"every)|not surprising\w*|nothing but|(?:not|n['’]t) (?:just|only|simply|merely))",
    re.IGNORECASE,
)
_KO_CUES = re.compile(
    r"않|없|못|아니|아닌|아닙|아님|(?<![가-힣])안\s|지\s?[말마]|말라|모[르른름릅를릴]|몰[랐라]|부인|거부|반대|금지|불[가-힣]|미[달비완흡진확]|"
    r"무[산효관죄승시응소단상과사]|비[공핵정]|실패|중단|어렵|어려|힘들|부족|제외|거절|막[았을는아힌혀]|피[하할해했]|면하|멈[추춘췄]|그만|"
    r"외면|잃|놓[치친쳐]|뿐|밖에|싫|드물|희박|취소|철회|배제|부정|의문|회의적|반박|일축|차단|포기|유보|보류|미[루룬뤄]|덜\s|불과|"
    r"절대|결코|전혀|별로|非|無|不|기각|탈락|이탈|반하|거르|빠[지진져]|틀[리린]|잘못|무관|결석|극구|꺼[리려]|단절|여부|과실|지\s?마|"
    r"반발|쉽|별개|달리|아직|전에"
)


@dataclass(frozen=True, slots=True)
class Flip:
    """A suspected flip and why (``negation-lost``, ``negation-added``, ``polarity``, ``bound``, ``clause-lost``)."""

    reason: str
    ko_sentence: int
    ko_span: tuple[int, int] | None
    en_sentence: int
    en_span: tuple[int, int] | None
    sure: float


@lru_cache(maxsize=1)
def _opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """The word pairs of ``opposites.tsv``: Korean A, Korean B, English A, English B."""
    text = files("aligner.facts").joinpath("opposites.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        (re.compile(a), re.compile(b), re.compile(rf"\b(?:{c})\b", re.I), re.compile(rf"\b(?:{d})\b", re.I))
        for a, b, c, d in rows
    )


def compare_polarity(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
    pairs: Sequence[tuple[int, Fact, int, Fact]] = (),
    *,
    encode: Encode | None = None,
    ratio: float = 2.4,
) -> list[Flip]:
    """Find flipped negations and opposites.

    Parameters
    ----------
    ko_texts, en_texts
        The sentences.
    beads
        ``(ko numbers, en numbers)``.
    pairs
        Matched figures ``(ko sentence, ko fact, en sentence, en fact)``; the words around a shared figure tell whether
        it rose or fell, and whether it is a floor or a ceiling.
    encode
        Sentence vectors: with them a negation is looked for in the clause it belongs to, and a clause that is not there
        at all is told from one that lost its negation (reason ``clause-lost``).
    ratio
        Usual number of English characters for one Korean character in this story.
    """
    out: list[Flip] = []
    for ko_ids, en_ids in beads:
        if not ko_ids or not en_ids or len(ko_ids) + len(en_ids) > 6:
            continue
        flip = _lost(ko_texts, en_texts, ko_ids, en_ids)
        if flip is not None and encode is not None:
            flip = _locate(flip, ko_texts, en_texts, ko_ids, en_ids, encode, ratio)
        flip = flip or _added(ko_texts, en_texts, ko_ids, en_ids)
        if flip is None and not any("환율" in ko_texts[i] for i in ko_ids):  # the won rises when the rate falls
            flip = _opposite(ko_texts, en_texts, ko_ids, en_ids)
        if flip is None and encode is not None:
            flip = _in_clauses(ko_texts, en_texts, ko_ids, en_ids, encode)
        if flip is not None:
            out.append(flip)
    seen = {flip.en_sentence for flip in out}
    out += [flip for flip in _around_figures(ko_texts, en_texts, pairs) if flip.en_sentence not in seen]
    return out


def strong_negations(text: str) -> list[tuple[int, int]]:
    """Return the spans of plain negations of a Korean text, idioms that English says without negation left out."""
    idioms = [m.span() for m in _IDIOMS.finditer(text)]
    return [
        match.span()
        for match in _KO_STRONG.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in idioms)
    ]


_EN_WEAK = re.compile(
    r"\bdespite\b|\bsending-off\b|\b\w+-off\b|\b(?:take|took|lay|laid|set|kick\w*|pay|paid|live|"
    r"show\w*)\s(?:\w+\s)?off\b|\b(?:the|year|month|week)[ -]end\b|"
    r"\bend(?:ed|s)?\s(?:of|on|in|at|with|up)\b|\bthe day before\b|\bfree\strade\b|\bhalf\b|\bjust\b|\baway\b|"
    r"\bmis(?:sion|sile|ter|tress)\w*|\bremain\w*|\bdefeat\w*|\bunless\b(?=.*\bunless\b)|"
    r"\bunder\s(?:the|a|an|his|her|their|its|way)\b|\bbanks?\b|\bbank\w+|\bbands?\b|\bbanner\w*|\bearl\w+ than\b|"
    r"\bbefore\s[A-Z\d]",
    re.IGNORECASE,
)
"""Words of the list above that do not negate here; they lower the certainty instead of deciding."""
_NOT_BUT = re.compile(r"(?:것이|게|은|는|가|이)\s아니라")
_NEGATED = re.compile(
    r"n['’]t\b|\b(?:not|no|cannot|never|nor|neither|refus\w+|without|unable|difficult|hard|impossible|declin\w+|stop\w*)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"n['’]t\b|\b(?:not|no|never|nor|neither|none|refus\w+|without|unable|declin\w+|stop\w*|reject\w*|"
    r"keep\w*|kept|retain\w*|spare[ds]?|fail\w*|rather than|instead of|short of|oppos\w+|against|"
    r"avoid\w*|little|few|den(?:y|ied|ies)|rul\w+)\b",
    re.IGNORECASE,
)
_DOUBLES = (
    (re.compile(r"배제(?:할\s수(?:는|도)?\s없|하지(?:는|도)?\s않)"),
     re.compile(r"\brul(?:e|es|ed|ing)\b(?:\s\w+){0,4}\sout\b", re.IGNORECASE), _NEGATED),
    (re.compile(r"부인(?:할\s수(?:는|도)?\s없|하지(?:는|도)?\s않)"),
     re.compile(r"\b(?:deny|denied|denies|denying)\b", re.IGNORECASE), _NEGATED),
    (re.compile(r"막지(?:는)?\s못"),
     re.compile(r"\b(?:stopped|prevented|blocked)\b", re.IGNORECASE), _NEGATED),
    (re.compile(r"거부하지(?:는)?\s않"),
     re.compile(r"\b(?:refused|rejected|refuses|rejects)\b", re.IGNORECASE), _NEGATED),
    (re.compile(r"(?:폐지|철폐)(?:하|되)지(?:는)?\s않"),
     re.compile(r"\b(?:scrapped|abolished|repealed|scrap|abolish|repeal)\b", re.IGNORECASE), _KEPT),
    (re.compile(r"(?:취소|철회)(?:하|되)지(?:는)?\s않"),
     re.compile(r"\b(?:cancell?ed|withdrawn|withdrew|revoked|cancel|withdraw|revoke)\b", re.IGNORECASE), _KEPT),
    (re.compile(r"금지(?:하|되)지(?:는)?\s않"),
     re.compile(r"\b(?:banned|prohibited|barred|forbidden|ban|prohibit)\b", re.IGNORECASE), _KEPT),
    (re.compile(r"반대하지(?:는)?\s않"),
     re.compile(r"\b(?:opposed|opposes|oppose)\b", re.IGNORECASE), _KEPT),
    (re.compile(r"(?:제외|배제)(?:하|되)지(?:는)?\s않"),
     re.compile(r"\b(?:excluded|excludes|exclude)\b", re.IGNORECASE), _KEPT),
)  # fmt: skip
"""A negated negative verb (배제할 수 없다) and its English verb, which must be negated too."""


def _open_negations(
    ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]
) -> list[tuple[int, tuple[int, int]]]:
    """Plain negations of the Korean side that no word of the English says without a "not"."""
    target = " ".join(en[j] for j in en_ids)
    return [
        (i, span)
        for i in ko_ids
        for span in strong_negations(ko[i])
        if not answered_by_word(ko[i], span, target) and not _CONDITIONAL.search(ko[i], span[0], span[1] + 4)
    ]


def _lost(ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]) -> Flip | None:
    for koreans, english, negated in _DOUBLES:
        for i in ko_ids:
            said = koreans.search(ko[i])
            for j in en_ids if said else ():
                verb = english.search(en[j])
                if verb is not None and negated.search(en[j], max(0, verb.start() - 40), verb.start()) is None:
                    return Flip("negation-lost", i, said.span() if said else None, j, verb.span(), 0.75)
    found = _open_negations(ko, en, ko_ids, en_ids)
    if not found:
        return None
    source = " ".join(ko[i] for i in ko_ids)
    cues = sum(len(_EN_CUES.findall(_without_words(source, _EN_WEAK.sub(" ", en[j])))) for j in en_ids)
    weak = any(_EN_WEAK.search(en[j]) for j in en_ids)
    if cues:
        total = len(found) + sum(len(_NOT_BUT.findall(ko[i])) + len(_CONDITIONAL.findall(ko[i])) for i in ko_ids)
        if total < 2 or cues >= total:
            return None
        i, span = found[-1]
        return Flip("negation-lost", i, span, en_ids[-1], None, 0.58)
    i, span = found[-1]
    if weak:
        return Flip("negation-lost", i, span, en_ids[-1], None, 0.56)
    return Flip("negation-lost", i, span, en_ids[-1], None, 0.75 if len(ko_ids) == len(en_ids) == 1 else 0.65)


_WORDS = tuple(
    (re.compile(korean), re.compile(rf"\b(?:{english})\b", re.IGNORECASE))
    for korean, english in (
        (r"중단|끊|차단|단전|단수", r"cut\w*(?:\soff)?|suspend\w*|halt\w*|stop\w*|block\w*|interrupt\w*"),
        (r"인하|내[려리렸린]|감축|줄[이였일]|삭감", r"cut\w*|lower\w*|reduc\w+"),
        (r"부인[하했한]", r"den(?:y|ied|ies|ying|ial)"), (r"거부|거절", r"refus\w+|reject\w*|den(?:y|ied)"),
        (r"반대", r"oppos\w+|against"), (r"금지", r"ban(?:s|ned|ning)?|prohibit\w*|bar(?:s|red|ring)?|forbid\w*"),
        (r"취소", r"cancel\w*|scrap\w*|call\w* off"), (r"배제|제외|빼고", r"exclud\w+|except\w*|rul\w+ out"),
        (r"미만|이하|밑[돌도]", r"less|under|below|fewer"),
        (r"불과|그[치쳤친]|만 |뿐", r"only|just|mere\w*"),
        (r"전[에인 ]|앞[두둔서]|연내|안에", r"before"), (r"까지", r"until"), (r"아직|여전히", r"yet(?! to)|still"),
        (r"들어[갈가간]|떨어|급락|하락|내[린렸려]", r"drop\w*"),
        (r"실종|잃", r"miss(?:ing|ed)|los[te]\w*"), (r"야당|야권", r"oppos\w+"),
        (r"적자|손실|손해", r"loss(?:es)?|deficit"),
        (r"실패", r"fail\w*"), (r"포기|철회|접[었고기]", r"abandon\w*|drop\w*|withdr\w+|give up"),
        (r"기각", r"dismiss\w*|reject\w*"), (r"에도|불구", r"despite"),
        (r"끝[나났난]|종료|마[쳤친치]", r"end(?:ed|s)?"),
        (r"떠[나났난]|멀|떨어진", r"away|off"), (r"대신", r"instead"), (r"너무|지나치", r"too"),
    )
)  # fmt: skip
"""Negative words of the list above that answer a Korean word of their own, never a Korean negation."""


def _without_words(source: str, english: str) -> str:
    """Blank the negative words of an English sentence that translate a word of the Korean, one for one."""
    for korean, words in _WORDS:
        said = len(korean.findall(source))
        if said:
            english = words.sub(" ", english, count=said)
    return english


def _locate(
    flip: Flip, ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int], encode: Encode,
    ratio: float,
) -> Flip | None:  # fmt: skip
    """Point at the negation whose clause has none in English; tell a lost "not" from a lost clause."""
    found = _open_negations(ko, en, ko_ids, en_ids)
    if not found or flip.en_span is not None:
        return flip
    texts = [en[j] for j in en_ids]
    fill = sum(map(len, texts)) / max(1.0, ratio * sum(len(ko[i]) for i in ko_ids))
    placed = place_negations([(ko[i], span) for i, span in found], texts, _EN_CUES, encode, fill=fill)
    open_ones = [n for n, place in enumerate(placed) if not place.answered]
    if not open_ones:
        return flip
    absent = next((n for n in open_ones if placed[n].absent), None)
    if absent is not None:
        return replace(flip, reason="clause-lost", ko_sentence=found[absent][0], ko_span=placed[absent].clause)
    best = max(open_ones, key=lambda n: (placed[n].similarity, n))
    return replace(flip, ko_sentence=found[best][0], ko_span=found[best][1])


_EN_PLAIN = re.compile(
    r"n['’]t\b|\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|unless|cannot|fail\w*|den(?:y|ies|ied|"
    r"ying|ial)|refus\w+|reject\w*|declin\w+|less|fewer|below|under|lack\w*|absen\w+|impossible|barely|hardly|scarcely|"
    r"rarely|few|little|difficult\w*|hard|unable|inab\w+|un(?!der|it|ion|ique|ivers|til|iform|ified|cles?\b)\w{3,}|"
    r"dis(?:agree|approv|miss|satisf|allow|like|regard|trust|qualif)\w*|\w{3,}less|non-?\w*|in(?:accura|active|adequa|"
    r"complete|correct|effect|eligib|sign|suffic|valid|vis)\w*|short|rul\w+\s(?:\w+\s){0,3}out|prevent\w*|avoid\w*|"
    r"ban(?:s|ned)?|bar(?:s|red)?|miss\w*|stop\w*|halt\w*|block\w*|oppos\w+|doubt\w*|skip\w*|beyond|yet|far)\b",
    re.IGNORECASE,
)
"""The words that a Korean negation really becomes; the longer list above is for whole beads."""


def _in_clauses(
    ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int], encode: Encode
) -> Flip | None:
    """What the words of a whole bead hide: an opposite, or a "not" too many, in one clause of it."""
    mine, other = [ko[i] for i in ko_ids], [en[j] for j in en_ids]
    source, target = " ".join(mine), " ".join(other)
    for row in _opposites():
        if row[0].search(source) and row[3].search(target) and not row[1].search(source) and "환율" not in source:
            hit = contradicted(mine, other, row, (_KO_STRONG, _EN_STRONG), encode)
            if hit is not None:
                return Flip("polarity", ko_ids[hit[0]], hit[1], en_ids[hit[2]], hit[3], 0.62)
    found = _open_negations(ko, en, ko_ids, en_ids)
    if found and not any(_EN_PLAIN.search(text) for text in other):
        lost = bare([(ko[i], span) for i, span in found], other, _EN_CUES, encode)
        if lost is not None:
            return Flip("negation-lost", found[lost][0], found[lost][1], en_ids[-1], None, 0.58)
    clean = [_EN_STRONG_IDIOMS.sub(lambda m: "_" * len(m[0]), text) for text in other]
    spare = unanswered(clean, mine, _EN_STRONG, _KO_CUES, encode)
    if spare is not None:
        return Flip("negation-added", ko_ids[-1], None, en_ids[spare[0]], spare[1], 0.58)
    return None


def _added(ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]) -> Flip | None:
    if any(_KO_CUES.search(ko[i]) for i in ko_ids):
        return None
    for j in en_ids:
        clean = _EN_STRONG_IDIOMS.sub(lambda m: "_" * len(m[0]), en[j])
        match = _EN_STRONG.search(clean)
        if match is not None:
            return Flip("negation-added", ko_ids[-1], None, j, match.span(), 0.6)
    return None


def _opposite(ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]) -> Flip | None:
    source = " ".join(ko[i] for i in ko_ids)
    target = " ".join(en[j] for j in en_ids)
    for ko_a, ko_b, en_a, en_b in _opposites():
        if ko_a.search(source) is None or ko_b.search(source) is not None or en_b.search(target) is None:
            continue
        if en_a.search(en_b.sub(" ", target)) is not None or _KO_STRONG.search(source) or _EN_STRONG.search(target):
            continue
        for i in ko_ids:
            here = ko_a.search(ko[i])
            for j in en_ids:
                there = en_b.search(en[j])
                if here is not None and there is not None:
                    return Flip("polarity", i, here.span(), j, there.span(), 0.7)
    return None


_UP_KO = re.compile(
    r"증가|늘[었어고]|상승|올[라랐]|오[르른]|급등|급증|성장|높[아은]|인상|웃[돌도]|많[은았]|반등|확대|뛰|뛴|불어|상회"
)
_DOWN_KO = re.compile(
    r"감소|줄[었어고]|하락|내[려린렸]|급락|급감|떨어|낮[아은]|인하|밑[돌도]|적[은었]|축소|후퇴|뒷걸음|쪼그라|하회|빠[졌진]"
)
_UP_EN = re.compile(
    r"\b(?:rose|ris(?:e|en|es|ing)|increas\w+|climb\w*|jump\w*|surg\w+|soar\w*|gain\w*|up|grew|grow\w*|advanc\w+|"
    r"higher|expand\w*|more|above|rais\w+|swell\w*|leap\w*|spik\w+|add\w*|hik\w+)\b",
    re.IGNORECASE,
)
_DOWN_EN = re.compile(
    r"\b(?:fell|fall(?:s|en|ing)?|drop\w*|declin\w+|decreas\w+|down|low(?:er|ered)|los(?:t|e|ing)|slip\w*|plung\w*|"
    r"tumbl\w*|sank|slid|shed|dip\w*|slump\w*|shr[aiu]nk\w*|cut\w*|reduc\w+|less|below|fewer|plummet\w*|"
    r"contract\w*)\b",
    re.IGNORECASE,
)
_FLOOR = frozenset(("min", "over"))
_CEILING = frozenset(("under", "max"))
_COMPARED = re.compile(r"\b(up|down)\s(?:\d[\d.,]*\s\w+\s)?from\b", re.IGNORECASE)
_CLAUSE_BREAK = re.compile(r"[,;]|\band\b|\bbut\b|\bwhile\b|\bwhich\b|\bafter\b|\bfrom\b")


def _around_figures(ko: Sequence[str], en: Sequence[str], pairs: Sequence[tuple[int, Fact, int, Fact]]) -> list[Flip]:
    out: list[Flip] = []
    for i, mine, j, other in pairs:
        if (mine.bound in _FLOOR and other.bound in _CEILING) or (mine.bound in _CEILING and other.bound in _FLOOR):
            if mine.unit not in ("duration",) and {mine.bound, other.bound} != {"over", "max"}:
                out.append(Flip("bound", i, (mine.start, mine.end), j, (other.start, other.end), 0.65))
                continue
        if mine.unit in ("ordinal", "rank", "model", "age", "times", "multiple", "vote", "c", "degree"):
            continue
        if "환율" in ko[i]:
            continue
        up_ko = _direction(ko[i][mine.end : mine.end + 12], _UP_KO, _DOWN_KO, first=True)
        if not up_ko:
            continue
        up_en = _direction_en(en[j], other)
        if up_en and up_en != up_ko:
            out.append(
                Flip("polarity", i, (mine.start, min(len(ko[i]), mine.end + 8)), j, (other.start, other.end), 0.7)
            )
    return out


def _direction(text: str, up: re.Pattern[str], down: re.Pattern[str], *, first: bool) -> int:
    stop = re.search(r"\d|,", text)
    window = text[: stop.start()] if stop else text
    rise, fall = up.search(window), down.search(window)
    if bool(rise) == bool(fall):
        return 0
    return 1 if rise else -1


def _direction_en(text: str, fact: Fact) -> int:
    before = text[max(0, fact.start - 40) : fact.start]
    parts = _CLAUSE_BREAK.split(before)
    before = parts[-1]
    after = _CLAUSE_BREAK.split(text[fact.end : fact.end + 14])[0]
    digits = re.search(r"\d[^\d]*$", before)
    if digits:
        before = before[digits.end() - len(digits[0]) + 1 :]
    moved = _COMPARED.search(text, fact.end, fact.end + 60)
    if moved is not None:
        return 1 if moved[1].lower() == "up" else -1
    rise = bool(_UP_EN.search(before)) or bool(_UP_EN.search(after))
    fall = bool(_DOWN_EN.search(before)) or bool(_DOWN_EN.search(after))
    if rise == fall:
        return 0
    return 1 if rise else -1
