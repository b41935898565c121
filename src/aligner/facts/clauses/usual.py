"""What usually becomes of a word in a right pair, and what that says of a span whose words are not met.

Most versions keep 반도체, few keep 관련; "factory" nearly always stands for a Korean word, "put" for none. So a word
is weighed by how often right pairs have it on the other side (``usual.tsv``, counted by ``benchmarks/clauses.py``):
a span is the likelier left out the less usual it would be that just its words were told otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log
from typing import NamedTuple, TypeAlias

from aligner.facts.tables import table
from aligner.types import Lang

__all__ = ["USUAL", "Evidence", "Seen", "builtin_usual", "usual_signs"]

Seen: TypeAlias = Mapping[tuple[Lang, str], tuple[int, int]]
"""Word of a side → in how many right pairs the other side has it, and in how many it stands."""
USUAL = "usual_llr usual_lost usual_only usual_kept usual_free usual_free_share usual_rest usual_rest_share".split()
"""Names of the signs."""
_PRIOR = {"ko": (0.62, 4), "en": (0.5, 3)}
"""Share for a word never seen, and for how many pairs that counts."""
_MOST = 0.97
_CHANCE = {"only": 0.08, "kept": 0.45}
"""How often a lost word is met by chance: by an English word that nothing else explains, and by an explained one."""


class Evidence(NamedTuple):
    """The words of a bead, as seen from a span of its Korean."""

    inside: tuple[tuple[str, str], ...]
    """Words of the span, and whether they are ``lost``, ``kept``, or kept by what ``only`` they explain."""
    rest: tuple[tuple[str, bool], ...]
    """The other Korean words, and whether the English has them."""
    english: tuple[tuple[str, bool, bool], ...]
    """English words; whether the other Korean words explain them, and whether any does."""


@cache
def builtin_usual() -> Seen:
    """Return the counts of ``usual.tsv``."""
    return {(lang, word): (int(met), int(seen)) for lang, word, met, seen in table("usual")}  # type: ignore[misc]


def _share(seen: Seen, lang: Lang, word: str) -> float:
    usual, weight = _PRIOR[lang]
    met, total = seen.get((lang, word), (0, 0))
    return min(_MOST, (met + usual * weight) / (total + weight))


def usual_signs(evidence: Evidence, seen: Seen) -> dict[str, float]:
    """Return the signs of a span: log-likelihood ratios summed over its words, and what is missing elsewhere."""
    told = {"lost": 0.0, "only": 0.0, "kept": 0.0}
    for word, fate in evidence.inside:
        share = _share(seen, "ko", word)
        chance = _CHANCE.get(fate)
        told[fate] += -log(1 - share) if chance is None else log(max(share, chance) / chance)
    free = sum(_share(seen, "en", word) for word, by_rest, _ in evidence.english if not by_rest)
    rest = sum(-log(1 - _share(seen, "ko", word)) for word, met in evidence.rest if not met)
    return {
        "usual_llr": told["lost"] - told["only"] - told["kept"],
        "usual_lost": log(1 + told["lost"]),
        "usual_only": told["only"],
        "usual_kept": told["kept"],
        "usual_free": free,
        "usual_free_share": free / (len(evidence.english) + 3),
        "usual_rest": log(1 + rest),
        "usual_rest_share": rest / (len(evidence.rest) + 2),
    }
