"""Poles that exclude each other: rise and fall, win and lose, approve and reject, by the rows of ``fields.tsv``.

A row names what both languages call either pole. A Korean word of one pole whose English says only words of the other
is a suspect; `aligner.facts.judge` weighs its signs. Words are looked up and never
searched for one after another, so that thousands of rows cost no more than one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from aligner.facts.negation.acts import english_forms
from aligner.facts.negation.words import IDIOMS, NEGATES
from aligner.facts.tables import table
from aligner.korean.romanise import compose, decompose

__all__ = ["Place", "Pole", "Poles", "english_poles", "field_rows", "korean_poles", "verb_forms"]

Place: TypeAlias = tuple[int, int]
Pole: TypeAlias = tuple[int, int]
"""Row of the table, and 0 or 1."""

_CONTRACTED = {"ㅣ": "ㅕ", "ㅜ": "ㅝ", "ㅗ": "ㅘ", "ㅡ": "ㅓ", "ㅚ": "ㅙ"}
_ENDING = re.compile(
    r"[되다고며면는은을던지자게기어아여었았였으네니나라려러서도만데거요음습까야섰설선갔간갈왔온올버줘줬주준졌진질짐져겠]"
)
"""How what follows a verb form in its word begins, if it is one."""


def verb_forms(stem: str) -> frozenset[str]:
    """Return the beginnings of all forms of a Korean verb: 줄이 → 줄이, 줄인, 줄일, 줄임, 줄여, 줄였.

    Examples
    --------
    >>> sorted(verb_forms("오르"))
    ['오르', '오른', '오를', '오름', '올라', '올랐']
    """
    body, (initial, vowel, final) = stem[:-1], decompose(stem[-1])
    if final == "ㅂ":  # 어렵다: 어려운, 어려워; 뽑다 stays
        weak = {body + compose(initial, vowel) + end for end in ("우", "운", "울", "움", "워", "웠")}
        return frozenset({stem} | (weak if len(stem) > 1 or stem in "쉽" else set()))
    if final == "ㄹ":
        return frozenset(
            {stem, body + compose(initial, vowel, "ㄴ"), body + compose(initial, vowel) + "는"} if body else {stem}
        )
    if final:
        return frozenset({stem})
    found = {body + compose(initial, vowel, end) for end in ("", "ㄴ", "ㄹ", "ㅁ")}
    if stem[-1] == "하":
        found |= {body + "해", body + "했"}
    elif stem[-1] == "르" and body:
        start, middle, _ = decompose(body[-1])
        double = body[:-1] + compose(start, middle, "ㄹ")
        bright = middle in "ㅏㅗ"
        found |= {double + ("라" if bright else "러"), double + ("랐" if bright else "렀")}
    else:
        changed = _CONTRACTED.get(vowel, vowel)
        if vowel == "ㅡ" and body and decompose(body[-1])[1] in "ㅏㅗ":
            changed = "ㅏ"
        found |= {body + compose(initial, changed, end) for end in ("", "ㅆ")}
    return frozenset(found)


class _Index(NamedTuple):
    nouns: dict[str, tuple[Pole, ...]]
    verbs: dict[str, tuple[Pole, ...]]
    phrases: dict[str, tuple[Pole, ...]]
    """Two words, written as one: 무릎을꿇."""
    english: dict[str, tuple[tuple[Pole, str], ...]]
    """Words of English → poles, and how: ``=`` names, ``^`` names, in the passive the contrary, ``?`` only answers."""
    prefixes: dict[str, tuple[Pole, ...]]
    """Beginnings of English words that only answer."""
    openings: frozenset[str]
    """First words of the English of several words."""


@cache
def field_rows() -> tuple[tuple[str, ...], ...]:
    """The rows of ``fields.tsv``: Korean A, Korean B, English A, English B."""
    return table("fields")


@cache
def _index() -> _Index:
    nouns: dict[str, set[Pole]] = {}
    verbs: dict[str, set[Pole]] = {}
    phrases: dict[str, set[Pole]] = {}
    english: dict[str, set[tuple[Pole, str]]] = {}
    prefixes: dict[str, set[Pole]] = {}
    for number, row in enumerate(field_rows()):
        for pole in (0, 1):
            at = (number, pole)
            for word in row[pole].split("|"):
                shape = phrases if " " in word else verbs if word.endswith("~") else nouns
                bare = word.rstrip("~").replace(" ", "")
                for form in verb_forms(bare) if word.endswith("~") else (bare,):
                    shape.setdefault(form, set()).add(at)
            for lemma in row[2 + pole].split("|"):
                bare = lemma.strip("()^").lower()
                how = "?" if lemma[0] == "(" else "^" if lemma[-1] == "^" else "="
                for form in english_forms(bare):
                    english.setdefault(form, set()).add((at, how))
                if how == "?" and len(bare) >= 5 and " " not in bare:
                    prefixes.setdefault(bare, set()).add(at)
    return _Index(
        {k: tuple(v) for k, v in nouns.items()}, {k: tuple(v) for k, v in verbs.items()},
        {k: tuple(v) for k, v in phrases.items()},
        {k: tuple(v) for k, v in english.items()}, {k: tuple(v) for k, v in prefixes.items()},
        frozenset(form.partition(" ")[0] for form in english if " " in form),
    )  # fmt: skip


_NOUN_END = re.compile(
    r"$|[하한할함합해했되된될됨됩돼됐받당를을이가은는도에로의과와적키인라였]|시[키킨킬킵켜켰]|으로|세|폭"
)
"""What follows a noun that names an act: 가입했다, 가입을; not 가입자."""
_PREFIXES = "재급순총신"
_HANGUL = re.compile(r"[가-힣]+")
_NEGATED = re.compile(
    r"[가-힣]{0,3}(?:지|치)(?:는|도|를|조차|만|까지)?\s?(?:않|못|말)|[가-힣]{0,3}\s?(?:없|아니)|[가-힣]{0,4}\s(?:안|못)\s(?!박)|"
    r"(?:에|을|를|이|가|은|는|도|로|에는)\s[가-힣]{1,5}지(?:는|도)?\s?(?:않|못)|[가-힣]{0,2}\s줄\s모르|기(?:는|가)?\s(?:어렵|힘들)|"
    r"[가-힣]{0,2}\s수(?:는|가|도)?\s없|"
    r"[가-힣]{0,2}\s있지\s?않|[가-힣]{0,2}[한된인는은던]\s(?:것|건|게)(?:은|이|도|만은)?\s?아[니닌]|[가-힣]{0,2}\s(?:적|일|바)[이은도]?\s없|\s(?:사항|대상|것|상황|조치)[은이도]\s?아니|(?:\s?(?:조치|방침|계획|입장|의사|결정|명령|처분|요구|제한|규제|노선))?(?:을|를|에|이|가)?\s(?:[가-힣]+(?:게|히|로|간|째|부로|한)\s)?(?:중단|중지|포기|철회|취소|거부|거절|실패|무산|보류|불발|해제|끊[고었어는]|꺾[이인여였]|멈[추췄춘]|풀[어었렸리린기]|모면|면[하했한할해]|벗[은었]|벗어[나난날났]|탈출|헤어[나난났])|"
    r"[가-힣]{0,3}(?:\s?(?:판결|결정|선고|처분|방침|계획|전망|예상|관측|주장|합의|명령|조치|판단|약속|입장|방안|의혹|혐의|평가|우려|기대|논의|협상|흐름|행진|의사|의향|뜻|세))?"
    r"(?:을|를|이|가|은|는|도)\s(?:[가-힣]+(?:게|히|로|간|째|부로|한|고)\s)?"
    r"(?:뒤집|뒤엎|파기|반박|부인|일축|깨[고뜨졌진]|깼|번복|백지화|어[기긴겼]|저버|접[었고은]|거[둬두뒀]|빗나|불식|무효|폐기|끝[냈내낸])|"
    r"(?<=[친된한은는던인진린긴난단])\s[가-힣]{1,4}[은는이가도]\s(?:전혀\s|아무도\s)?없|(?<=대로)\s[가-힣]{1,5}지(?:는|도)?\s?(?:않|못)"
)
"""What undoes a pole behind it: 크지 않다, 가동을 무기한 중단하다, 진출에 실패하다, 무죄 판결을 뒤집다."""
_OTHERWISE = re.compile(
    r"넘어[지진졌질뜨]|연패(?:를|을|라는)?\s?(?:달성|이[루뤄룬]|위업|금자탑)|연패에\s(?:도전|성공)|최고(?:위원|경영자|인민회의|책임자|지도자|재판소)|"
    r"(?:유엔|국제|국가)\s?안전보장|안전(?:보장이사회|보장회의|공사|공단|부|처)"
)
"""Words that look like a pole and are part of a title or a set phrase: 3연패를 달성하다 is no defeat."""
_LONGEST = 6


class Poles(NamedTuple):
    """Where a text names a pole, plainly and negated; of English also words that only answer it."""

    plain: tuple[Place, ...] = ()
    negated: tuple[Place, ...] = ()
    answers: tuple[Place, ...] = ()


def _outermost(text: str, found: list[tuple[int, int, Pole]]) -> Iterator[tuple[int, int, Pole]]:
    """Drop what lies inside a longer word: 공개 inside 비공개; a phrase leaves its words their poles."""
    whole = [(s, e) for s, e, _ in found if " " not in text[s:e]]
    for start, end, pole in found:
        if not any(s <= start and end <= e and e - s > end - start for s, e in whole):
            yield start, end, pole


@lru_cache(maxsize=1 << 16)
def _in_word(word: str) -> tuple[tuple[int, int, Pole], ...]:
    """Where a Korean word names poles: nouns anywhere in it, verb forms at its beginning."""
    index = _index()
    found: list[tuple[int, int, Pole]] = []
    for start in range(len(word)):
        if start == 1 and word[0] not in _PREFIXES:
            continue  # 불명확 is not 명확, 전화해 not 화해
        for end in range(start + (2 if start else 1), min(len(word), start + _LONGEST) + 1):
            if word[start:end] in index.nouns and _NOUN_END.match(word, end):
                found += [(start, end, pole) for pole in index.nouns[word[start:end]]]
    for end in range(1, min(len(word), _LONGEST) + 1):
        rest = word[end:]
        if _ENDING.match(rest) is not None if rest else end > 1:
            found += [(0, end, pole) for pole in index.verbs.get(word[:end], ())]
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def korean_poles(text: str) -> dict[Pole, Poles]:
    """Return where a Korean text names the poles of the table."""
    index = _index()
    found: list[tuple[int, int, Pole]] = []
    words = list(_HANGUL.finditer(text))
    for left, right in pairwise(words):
        if right.start() == left.end() + 1 and text[left.end()] == " ":
            joined, size = left[0] + right[0], len(left[0])
            for end in range(size + 1, min(len(joined), size + 4) + 1):
                poles = index.phrases.get(joined[:end], ()) or index.verbs.get(joined[:end], ())  # 이어 가다
                found += [(left.start(), left.start() + end + 1, pole) for pole in poles]
    for match in words:
        at = match.start()
        found += [(at + start, at + end, pole) for start, end, pole in _in_word(match[0])]
    # 받아들이지 않을 수 없다 is no refusal
    idioms = [m.span() for m in IDIOMS.finditer(text)] if found and NEGATES.search(text) else []
    titles = [m.span() for m in _OTHERWISE.finditer(text)] if found else []
    return _gather(
        (pole, (s, e), _NEGATED.match(text, e) is not None)
        for s, e, pole in _outermost(text, found)
        if not any(a < e and s < b for a, b in idioms if b - e > 1) and not any(a <= s < b for a, b in titles)
    )


_TOKEN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_NO_POLE = re.compile(
    r"(?:\d|\b(?:[mbtrqu]+illion|thousand|hundred|the|Korean|local))[ -]won\b|\bConstitutional Court\b|\bin return\b|"
    r"\b[Ll]ower (?:court|[Hh]ouse|chamber)s?\b|\b[Hh]igher (?:education|court)s?\b|"
    r"\b(?:[Mm]ore|[Ff]ewer|[Ll]ess|[Hh]igher|[Ll]ower) than (?=\d|a\b|one\b|two\b|three\b|half\b)|"
    r"\b(?:[Bb]y|[Aa]t|[Uu]ntil|[Bb]efore|[Ss]ince|[Tt]oward|[Nn]ear|[Ii]n|[Tt]hrough|[Tt]ill) the (?:very )?end\b|"
    r"\bofficials\b|"
    r"\bmaintain(?:s|ed|ing)? that\b|\bat ease\b|"
    r"\b(?:[Qq]uite|[Nn]ot)? ?a few\b|\b[Bb]ack(?:ed|s|ing)? (?:away|off|down|out)\b|"
    r"\b(?:left|leav(?:es?|ing)) (?=open\b|the door\b|unchanged\b|\d|at least\b|no fewer\b|more than\b|some\b)"
)
"""Words that look like a pole: 32 million won, by the end of the month, left 41 dead."""
_DENIED = re.compile(
    r"n['’]t\b|\b(?:not|never|no|cannot|nobody|none|neither|nor|without|fail\w* to|refus\w+ to|declin\w+ to|unable to|"
    r"rather than|instead of|yet to|stop\w* short of|unlikely to|snap\w*|revers(?:e[sd]?|ing)|eras(?:e[sd]?|ing)|"
    r"recoup\w*|overrid\w+|stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|withdr\w+|scrap(?:s|ped|ping)?|cancel\w*|shelv\w+|"
    r"abandon\w*|overturn\w*|g(?:ive|ives|ave|iven|iving) up|break\w*|broke\w*|"
    r"only (?:if|when|as|where)|lift(?:s|ed|ing)?|avoid\w*|avert\w*|escap\w+|spared?|"
    r"end(?:ed|s|ing)? (?:a|its|their|his|her|the|days of|years of|months of))\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\s(?:\w+\s)?only\b")  # possible only if: not without
_BREAK = re.compile(r"[,;:“”\"]|\b(?:and|but|while|which|who|although|though|after|before|as|because|since)\b")


_BE = frozenset("be is are was were been being get gets got getting".split())


@lru_cache(maxsize=1 << 16)
def _answered_by(word: str) -> tuple[Pole, ...]:
    """The poles that an English word answers by its beginning."""
    prefixes = _index().prefixes
    return tuple(pole for size in range(5, len(word) + 1) for pole in prefixes.get(word[:size], ()))


def _names(index: _Index, tokens: list[tuple[int, int, str]], pole: Pole) -> bool:
    """Whether one of the words names or answers a pole: "a crushing defeat" is no victory."""
    return any(other == pole for _, _, word in tokens for other, _ in index.english.get(word, ()))


def english_poles(text: str, rows: Set[int] | None = None) -> dict[Pole, Poles]:
    """Return where an English text names the poles of the table, or of some of its rows."""
    index = _index()
    text = _NO_POLE.sub(lambda m: "_" * len(m[0]), text)
    tokens = [(m.start(), m.end(), m[0].lower()) for m in _TOKEN.finditer(text)]
    found: list[tuple[int, int, Pole]] = []
    answers: dict[Pole, list[Place]] = {}
    for i, (start, _, word) in enumerate(tokens):
        last = word.rpartition("-")[2]  # a three-year high: year high
        for size in (1, 2, 3) if last in index.openings else (1,):
            if i + size > len(tokens):
                break
            end = tokens[i + size - 1][1]
            phrase = word if size == 1 else " ".join([last, *(t[2] for t in tokens[i + 1 : i + size])])
            for (row, side), how in index.english.get(phrase, ()):
                if how == "?":
                    if rows is None or row in rows:
                        answers.setdefault((row, side), []).append((start, end))
                elif not (word.endswith("ing") and _names(index, tokens[i + 1 : i + 2], (row, 1 - side))):
                    turned = (
                        how == "^" and not word.endswith("ing") and any(t[2] in _BE for t in tokens[max(0, i - 2) : i])
                    )
                    found.append((start, end, (row, 1 - side if turned else side)))
        for pole in _answered_by(word):
            if rows is None or pole[0] in rows:
                answers.setdefault(pole, []).append((start, tokens[i][1]))
    found = [row for row in _outermost(text, found) if rows is None or row[2][0] in rows]
    denials = [m.end() for m in _DENIED.finditer(text)] if found else []
    breaks = [m.end() for m in _BREAK.finditer(text)] if denials else []

    def denied(start: int, end: int) -> bool:
        last = max((d for d in denials if d <= start), default=-1)
        return (last >= 0 and not any(last < b <= start for b in breaks)) or _ONLY.match(text, end) is not None

    return _gather(((pole, (s, e), denied(s, e)) for s, e, pole in found), answers)


def _gather(
    places: Iterator[tuple[Pole, Place, bool]], answers: dict[Pole, list[Place]] | None = None
) -> dict[Pole, Poles]:
    plain: dict[Pole, list[Place]] = {}
    negated: dict[Pole, list[Place]] = {}
    for pole, place, denied in places:
        (negated if denied else plain).setdefault(pole, []).append(place)
    sorts = (plain, negated, answers or {})
    return {pole: Poles(*(tuple(sort.get(pole, ())) for sort in sorts)) for pole in set().union(*sorts)}
