"""Everything a text can be told by, in one set of keys, and the families they fall into.

Mining and pairing weigh a heap's keys by rarity, a family at a time: a shared name proves much and a missing one
nothing; a figure that stands on one side only speaks against a pair; rounded figures and words are looser votes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from aligner.facts.lexicon import word_keys
from aligner.facts.reading.extract import quantities
from aligner.facts.reading.keys import evidence_keys, rounded_keys
from aligner.korean.northern import southern

__all__ = ["Family", "family", "vote_keys"]

Family = Literal["names", "numbers", "rounded", "words"]

_PREFIXES: dict[Family, tuple[str, ...]] = {
    "names": ("name:", "latin:"),
    "rounded": ("~", "_", "age:", "aged:", "match:"),
    "words": ("word:",),
}
_OTHER = tuple(prefix for prefixes in _PREFIXES.values() for prefix in prefixes)


def vote_keys(text: str, lang: Literal["ko", "en"]) -> frozenset[str]:
    """Return `evidence_keys`, `rounded_keys` and `word_keys` of a sentence or story, its facts read once.

    North Korean spelling counts as its Southern one (`aligner.korean.northern`).
    """
    text = southern(text) if lang == "ko" else text
    facts = tuple(quantities(text, lang))
    return evidence_keys(text, lang, facts=facts) | rounded_keys(text, lang, facts=facts) | word_keys(text, lang)


def family(keys: Iterable[str], kind: Family) -> list[str]:
    """Return the keys of one family; ``numbers``: all that belong to no other, days and times among them."""
    if kind == "numbers":
        return [key for key in keys if not key.startswith(_OTHER)]
    return [key for key in keys if key.startswith(_PREFIXES[kind])]
