"""Negation and polarity: only what is strongly suspicious.

Korean negates with 않, 못, 없, 아니 and has idioms that are no negation in English (적지 않은 = considerable, 할
수밖에 없다 = have to); English negates with words, prefixes and verbs (without, unlikely, fail, rule out). Whether a
negation was lost or added is judged by a small fitted model (`aligner.facts.negation.model`); negated negative verbs
and opposite words (rose/하락, guilty/무죄) by table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.facts.clauses.split import Encode
from aligner.facts.negation.acts import predicate_rows, stated
from aligner.facts.negation.added import added_suspects
from aligner.facts.negation.bead import Suspect, strong_negations
from aligner.facts.negation.lost import lost_suspects
from aligner.facts.negation.model import Kind, flip_model
from aligner.facts.negation.opposites import opposite_words, opposites
from aligner.facts.negation.placing import contradicted
from aligner.facts.negation.words import CONDITIONAL, DOUBLES, EN_CUES, EN_STRONG, EN_WEAK, KO_CUES, KO_STRONG

__all__ = ["Flip", "compare_polarity", "strong_negations"]


@dataclass(frozen=True, slots=True)
class Flip:
    """A suspected flip and why (``negation-lost``, ``negation-added``, ``polarity``)."""

    reason: str
    ko_sentence: int
    ko_span: tuple[int, int] | None
    en_sentence: int
    en_span: tuple[int, int] | None
    sure: float


def compare_polarity(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
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
    encode
        Sentence vectors: with them a negation is also looked for in the clause it belongs to.
    ratio
        Usual number of English characters for one Korean character in this story.
    """
    out: list[Flip] = []
    for ko_ids, en_ids in beads:
        if not ko_ids or not en_ids or len(ko_ids) + len(en_ids) > 6:
            continue
        flip = (
            _double(ko_texts, en_texts, ko_ids, en_ids)
            or _lost(ko_texts, en_texts, ko_ids, en_ids, encode, ratio)
            or _lost_condition(ko_texts, en_texts, ko_ids, en_ids)
            or _added(ko_texts, en_texts, ko_ids, en_ids, ratio)
        )
        if flip is None and not any("환율" in ko_texts[i] for i in ko_ids):  # the won rises when the rate falls
            flip = _opposite(ko_texts, en_texts, ko_ids, en_ids, encode)
        if flip is not None:
            out.append(flip)
    return out


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


def _lost(
    ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int], encode: Encode | None,
    ratio: float,
) -> Flip | None:  # fmt: skip
    suspects = lost_suspects(ko, en, ko_ids, en_ids, ratio=ratio, encode=encode)
    return _likeliest("negation-lost", "lost" if encode is not None else "lost_without_vectors", suspects)


_IF = re.compile(r"\b(?:if|when|once|should|as long as|provided|in case|where)\b", re.IGNORECASE)


def _lost_condition(ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]) -> Flip | None:
    """낮추지 않으면 as "if … lowered": the only negation of the bead, and no negative word in the English.

    The main clause must not negate either, for "not A unless B" may turn into "A if B".
    """
    source = " ".join(ko[i] for i in ko_ids)
    if CONDITIONAL.search(source) is None or len(KO_CUES.findall(CONDITIONAL.sub(" ", source))) > 1:
        return None
    clean = {j: EN_WEAK.sub(" ", en[j]) for j in en_ids}
    if any(EN_CUES.search(text) for text in clean.values()) or not any(_IF.search(text) for text in clean.values()):
        return None
    for i in ko_ids:
        for span in strong_negations(ko[i]):
            rows = predicate_rows(ko[i], span) if CONDITIONAL.search(ko[i], span[0], span[1] + 4) else frozenset()
            named = next(((j, there) for j in en_ids for there in stated(rows, en[j])), None)
            if named is not None:
                return Flip("negation-lost", i, span, named[0], named[1], 0.6)
    return None


def _added(
    ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int], ratio: float
) -> Flip | None:
    return _likeliest("negation-added", "added", added_suspects(ko, en, ko_ids, en_ids, ratio=ratio))


def _likeliest(reason: str, kind: Kind, suspects: Sequence[Suspect]) -> Flip | None:
    """The likeliest suspect of a bead as a finding, if likely enough."""
    model = flip_model(kind)
    judged = [(model.probability(suspect.signs), suspect) for suspect in suspects]
    best, suspect = max(judged, key=lambda pair: pair[0], default=(0.0, None))
    if suspect is None or best < model.report_from:
        return None
    # The finding's certainty: 0.55 at the threshold, 0.8 where the model has no doubt.
    sure = 0.55 + 0.25 * (best - model.report_from) / (1 - model.report_from)
    return Flip(
        reason, suspect.ko_sentence, suspect.ko_span, suspect.en_sentence, suspect.en_span, round(sure, 3)
    )  # fmt: skip


def _opposite(
    ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int], encode: Encode | None
) -> Flip | None:
    crossed = opposite_words(ko, en, ko_ids, en_ids)
    if crossed is not None:
        return Flip("polarity", *crossed, 0.7)
    if encode is None:
        return None
    mine, other = [ko[i] for i in ko_ids], [en[j] for j in en_ids]
    source, target = " ".join(mine), " ".join(other)
    for row in opposites():
        if row[0].search(source) and row[3].search(target) and not row[1].search(source):
            hit = contradicted(mine, other, row, (KO_STRONG, EN_STRONG), encode)
            if hit is not None:
                return Flip("polarity", ko_ids[hit[0]], hit[1], en_ids[hit[2]], hit[3], 0.62)
    return None
