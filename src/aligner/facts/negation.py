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
from aligner.facts.directions import turned_figures
from aligner.facts.model import Fact
from aligner.facts.placing import bare, contradicted, place_negations, unanswered
from aligner.facts.polarity_words import (
    CONDITIONAL,
    DOUBLES,
    EN_CUES,
    EN_PLAIN,
    EN_STRONG,
    EN_STRONG_IDIOMS,
    EN_WEAK,
    IDIOMS,
    KO_CUES,
    KO_STRONG,
    NOT_BUT,
    WORDS,
)
from aligner.facts.predicates import affirmed, negated_near, predicate_rows, rows_of_english, stated
from aligner.facts.renderings import answered_by_word

__all__ = ["Flip", "compare_polarity", "strong_negations"]


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
    text = re.sub(r"\[(?=[가-힣]*[했됐])[가-힣]+\]", _conjugated, text)
    text = re.sub(r"(?<=[|\t])(?:않|못|없)(?:\||(?=\t))", "", text)  # negations are looked for where the word stands
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        (
            re.compile(a), re.compile(b.rstrip("|") or "(?!)"), re.compile(rf"\b(?:{c})\b", re.I),
            re.compile(rf"\b(?:{d})\b", re.I),
        )
        for a, b, c, d in rows
    )  # fmt: skip


def _conjugated(match: re.Match[str]) -> str:
    """Let the ending of a row ([했하]) stand for all endings of 하다 and 되다: 반대했다, 반대해 왔다, 반대할."""
    extra = ("했하한해할함시" if "했" in match[0] else "") + ("됐되된돼될됨" if "됐" in match[0] else "")
    return "[" + "".join(dict.fromkeys(match[0][1:-1] + extra)) + "]"


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
    turned = (Flip(*found) for found in turned_figures(ko_texts, en_texts, pairs))
    out += [flip for flip in turned if flip.en_sentence not in seen]
    return out


def strong_negations(text: str) -> list[tuple[int, int]]:
    """Return the spans of plain negations of a Korean text, idioms that English says without negation left out."""
    idioms = [m.span() for m in IDIOMS.finditer(text)]
    return [
        match.span()
        for match in KO_STRONG.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in idioms)
    ]


def _open_negations(
    ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]
) -> list[tuple[int, tuple[int, int]]]:
    """Plain negations of the Korean side that no word of the English says without a "not"."""
    target = _without_words(" ".join(ko[i] for i in ko_ids), " ".join(en[j] for j in en_ids))
    return [
        (i, span)
        for i in ko_ids
        for span in strong_negations(ko[i])
        if not answered_by_word(ko[i], span, target) and not CONDITIONAL.search(ko[i], span[0], span[1] + 4)
    ]


def _lost(ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]) -> Flip | None:
    doubled = _double(ko, en, ko_ids, en_ids)
    if doubled is not None:
        return doubled
    found = _open_negations(ko, en, ko_ids, en_ids)
    source = " ".join(ko[i] for i in ko_ids)
    if CONDITIONAL.search(source):
        if any(_ONLY_IF.search(en[j]) for j in en_ids):
            return None  # 입증되지 않으면 고발하지 않기로: "will press charges only if"
        if not found:
            return _lost_condition(ko, en, ko_ids, en_ids)
    if not found:
        return None
    cues = sum(len(EN_CUES.findall(_without_words(source, EN_WEAK.sub(" ", en[j])))) for j in en_ids)
    weak = any(EN_WEAK.search(en[j]) for j in en_ids)
    total = len(found) + sum(len(NOT_BUT.findall(ko[i])) + len(CONDITIONAL.findall(ko[i])) for i in ko_ids)
    for i, span in reversed(found):
        rows = predicate_rows(ko[i], span)
        plain = _plainly_stated(rows, source, {j: en[j] for j in en_ids}, whole=total <= cues)
        if plain is None:
            if not rows and cues == 0 and not weak and _affirms(ko[i][slice(*span)], [en[j] for j in en_ids]):
                return Flip("negation-lost", i, span, en_ids[-1], None, 0.65)
            continue
        j, there = plain
        if cues == 0:
            sure = 0.6 if weak else 0.75 if len(ko_ids) == len(en_ids) == 1 else 0.65
        elif affirmed(rows, source[: max(0, source.find(ko[i]) + span[0] - 12)]) is not None:
            continue  # the Korean states the act as well, and the English word may be that one
        else:
            sure = 0.6 if total > cues else 0.56
        return Flip("negation-lost", i, span, j, there, sure)
    return None


_ONLY_IF = re.compile(r"\b(?:only|not)\s(?:if|when|after|once|until|by|with)\b|\b(?:must|first)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|when|once|should|as long as|provided|in case|where)\b", re.IGNORECASE)


def _lost_condition(ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]) -> Flip | None:
    """낮추지 않으면 as "if … lowered": the only negation of the bead, and no negative word in the English.

    The main clause must not negate either, for "not A unless B" may turn into "A if B".
    """
    source = " ".join(ko[i] for i in ko_ids)
    clean = {j: EN_WEAK.sub(" ", en[j]) for j in en_ids}
    if any(EN_CUES.search(text) for text in clean.values()) or not any(_IF.search(text) for text in clean.values()):
        return None
    if len(KO_CUES.findall(CONDITIONAL.sub(" ", source))) > 1:
        return None
    for i in ko_ids:
        for span in strong_negations(ko[i]):
            rows = predicate_rows(ko[i], span) if CONDITIONAL.search(ko[i], span[0], span[1] + 4) else frozenset()
            plain = next(((j, there) for j in en_ids for there in stated(rows, en[j])), None)
            if plain is not None:
                return Flip("negation-lost", i, span, plain[0], plain[1], 0.6)
    return None


def _double(ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]) -> Flip | None:
    """배제할 수 없다 as "ruled out": a negative verb that lost the negation over it."""
    for koreans, english, negated in DOUBLES:
        for i in ko_ids:
            said = koreans.search(ko[i])
            for j in en_ids if said else ():
                verb = english.search(en[j])
                if verb is not None and negated.search(en[j], max(0, verb.start() - 40), verb.start()) is None:
                    return Flip("negation-lost", i, said.span() if said else None, j, verb.span(), 0.75)
    return None


def _plainly_stated(
    rows: frozenset[int], source: str, english: dict[int, str], *, whole: bool
) -> tuple[int, tuple[int, int]] | None:
    """Where the English states one of the predicates, if it never negates any of them; `whole` as in `negated_near`."""
    first: tuple[int, tuple[int, int]] | None = None
    for j, text in english.items():
        clean = _without_words(source, text)
        for span in stated(rows, text):
            if negated_near(clean, span, whole=whole):
                return None
            first = first or (j, span)
    return first


_EXISTS = re.compile(r"\b(?:there\s(?:is|are|was|were|will be|has been|have been)|ha[sd]|have)\b", re.IGNORECASE)
_ABLE = re.compile(r"\b(?:can|could|able|possible|possibl[ey]|allow\w*|permit\w*|may)\b", re.IGNORECASE)


def _affirms(negation: str, english: Sequence[str]) -> bool:
    """Whether an English side without any negative word has the form that the Korean negates, its predicate unknown."""
    if re.search(r"수(?:는|도|가|조차|만)?\s?없", negation):
        return any(_ABLE.search(text) for text in english)
    if "없" in negation:
        return any(_EXISTS.search(text) for text in english)
    return False


def _without_words(source: str, english: str) -> str:
    """Blank the negative words of an English sentence that translate a word of the Korean, one for one."""
    for korean, words in WORDS:
        said = len(korean.findall(source))
        if said:
            english = words.sub(lambda found: " " * len(found[0]), english, count=said)
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
    placed = place_negations([(ko[i], span) for i, span in found], texts, EN_CUES, encode, fill=fill)
    open_ones = [n for n, place in enumerate(placed) if not place.answered]
    if not open_ones:
        return flip
    absent = next((n for n in open_ones if placed[n].absent), None)
    if absent is not None:
        return replace(flip, reason="clause-lost", ko_sentence=found[absent][0], ko_span=placed[absent].clause)
    best = max(open_ones, key=lambda n: (placed[n].similarity, n))
    return replace(flip, ko_sentence=found[best][0], ko_span=found[best][1])


def _in_clauses(
    ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int], encode: Encode
) -> Flip | None:
    """What the words of a whole bead hide: an opposite, or a "not" too many, in one clause of it."""
    mine, other = [ko[i] for i in ko_ids], [en[j] for j in en_ids]
    source, target = " ".join(mine), " ".join(other)
    for row in _opposites():
        if row[0].search(source) and row[3].search(target) and not row[1].search(source) and "환율" not in source:
            hit = contradicted(mine, other, row, (KO_STRONG, EN_STRONG), encode)
            if hit is not None:
                return Flip("polarity", ko_ids[hit[0]], hit[1], en_ids[hit[2]], hit[3], 0.62)
    english = {j: en[j] for j in en_ids}
    found = [
        (i, span) for i, span in _open_negations(ko, en, ko_ids, en_ids)
        if _plainly_stated(predicate_rows(ko[i], span), source, english, whole=False)
    ]  # fmt: skip
    if found and not any(EN_PLAIN.search(text) for text in other) and not CONDITIONAL.search(source):
        lost = bare([(ko[i], span) for i, span in found], other, EN_CUES, encode)
        if lost is not None:
            return Flip("negation-lost", found[lost][0], found[lost][1], en_ids[-1], None, 0.58)
    clean = [EN_STRONG_IDIOMS.sub(lambda m: "_" * len(m[0]), text) for text in other]
    spare = unanswered(clean, mine, EN_STRONG, KO_CUES, encode)
    more = sum(len(EN_STRONG.findall(text)) for text in clean) > len(KO_CUES.findall(source))
    if spare is not None and more:
        return Flip("negation-added", ko_ids[-1], None, en_ids[spare[0]], spare[1], 0.58)
    return None


_FOLLOWING = re.compile(r"[A-Za-z]+")
_RHETORIC = re.compile(
    r"겠느냐|겠나|겠는가|[을를리]\s?리\s?[가없만]|(?:누가|어찌|어떻게|왜|무슨)[^.]{2,40}(?:느냐|는가|나\?|까\b)"
)
"""Questions that mean a denial: 누가 예상할 수 있었겠느냐 is "nobody could have expected"."""


def _added(ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]) -> Flip | None:
    if any(_RHETORIC.search(ko[i]) for i in ko_ids):
        return None
    silent = not any(KO_CUES.search(ko[i]) for i in ko_ids)
    source = " ".join(ko[i] for i in ko_ids)
    clean = {j: EN_STRONG_IDIOMS.sub(lambda m: "_" * len(m[0]), en[j]) for j in en_ids}
    spare = sum(len(EN_CUES.findall(EN_WEAK.sub(" ", text))) for text in clean.values()) - len(KO_CUES.findall(source))
    for j, text in clean.items():
        for match in EN_STRONG.finditer(text):
            said = _affirmed_act(text, match, ko, ko_ids) if silent or spare > 0 else None
            if said is not None:
                return Flip("negation-added", said[0], said[1], j, match.span(), 0.6 if silent else 0.58)
    return None


def _affirmed_act(
    text: str, negation: re.Match[str], ko: Sequence[str], ko_ids: Sequence[int]
) -> tuple[int, tuple[int, int]] | None:
    """Where the Korean states, without negation, the act that an English "not" negates ("found no" too)."""
    at = negation.end()
    words = _FOLLOWING.findall(re.split(r"[,;:]", text[at : at + 40])[0])[:4]
    if negation[0].lower() == "no":
        words = _FOLLOWING.findall(text[max(0, negation.start() - 20) : negation.start()])[-1:]
    for word in words:
        if word.lower() in _AUXILIARY or word.endswith("ly"):
            continue
        rows = rows_of_english(word)
        return next(((i, said) for i in ko_ids if rows and (said := affirmed(rows, ko[i])) is not None), None)
    return None


_AUXILIARY = frozenset(
    "be is are was were been being have has had can could will would do does did to any a the".split()
)


_SEGMENT = re.compile(r"[,;:“”\"]|\b(?:and|but|while|which|who|although|though|after|before|as|because|since)\b")
_NEGATIVE = re.compile(
    r"일축|묵살|외면|반박|불필요|부인|거부|거절|반대|기각|금지|철회|무산|취소|중단|실패|불허|무죄|부결|보류"
)
_KO_AFTER = 14
"""Characters behind a word in which its negation stands."""


def _segment(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The piece of an English sentence, between commas and conjunctions, that holds `span`."""
    start = max((m.end() for m in _SEGMENT.finditer(text, 0, span[0])), default=0)
    after = _SEGMENT.search(text, span[1])
    return start, after.start() if after else len(text)


def _without_far_negations(text: str, span: tuple[int, int]) -> str:
    """Blank the plain negations of an English sentence that stand in other pieces than the word at `span`."""
    start, end = _segment(text, span)
    return EN_STRONG.sub(lambda m: m[0] if start <= m.start() < end else " " * len(m[0]), text)


def _opposite(ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]) -> Flip | None:
    source = " ".join(ko[i] for i in ko_ids)
    target = " ".join(en[j] for j in en_ids)
    negations = len(KO_STRONG.findall(source)), len(EN_STRONG.findall(target))
    for ko_a, ko_b, en_a, en_b in _opposites():
        if ko_a.search(source) is None or ko_b.search(source) is not None or en_b.search(target) is None:
            continue
        for i in ko_ids:
            here = ko_a.search(ko[i])
            if here is None or KO_STRONG.search(ko[i], max(0, here.end() - 2), here.end() + _KO_AFTER):
                continue
            for j in en_ids:
                there = en_b.search(en[j])
                if there is None:
                    continue
                clean = {k: EN_STRONG.sub(" ", en[k]) for k in en_ids} | {
                    j: _without_far_negations(en[j], there.span())
                }
                rest = [en_b.sub(" ", text) for text in clean.values()]
                if any(en_a.search(text) or EN_STRONG.search(text) for text in rest):
                    continue
                if negations[0] > negations[1] and not _NEGATIVE.search(here[0]):
                    continue  # a negation of the Korean may be what the English word stands for
                return Flip("polarity", i, here.span(), j, there.span(), 0.7)
    return None
