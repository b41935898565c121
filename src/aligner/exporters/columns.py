"""Columns of one's own (a manifest's date, license, desk …): what a table shows of them, and what holds the rest.

A table must name its columns before its first row, and a corpus streams by: the columns are those of the first pairs.
What comes later, and what is no text (a number or list of a JSON row), stands as JSON in the column ``extra``, so that
nothing is lost and everything comes back as what it was.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from aligner.exporters.model import ABOUT, PROVENANCE
from aligner.pairs import NOT_OF_PAIRS, ScoredPair

__all__ = ["EXTRA", "first_columns", "own_items", "rest_of", "text_of", "unpack_rest"]

EXTRA = "extra"
_HEAD = 2000
_MOST = 24
# What formats say of a pair in places of their own.
_TAKEN = NOT_OF_PAIRS | {
    "comment",
    "fingerprint",
    "reviewer",
    "reviewed_at",
    "translation",
    "absent",
    "confirmed",
    *PROVENANCE,
}


def own_items(pair: ScoredPair) -> Iterator[tuple[str, Any]]:
    """Yield the columns of the user's own that `pair` carries."""
    for name, value in pair.extra.items():
        if name not in _TAKEN and value not in (None, ""):
            yield name, value


def first_columns(
    pairs: Iterable[ScoredPair], known: Iterable[str] = ()
) -> tuple[Iterator[ScoredPair], tuple[str, ...]]:
    """Return all of `pairs`, and the names of the text columns that the first of them have, at most two dozen.

    Parameters
    ----------
    known
        Names that come first, whether the first pairs have them or not.
    """
    stream = iter(pairs)
    head = list(islice(stream, _HEAD))
    found = {name for pair in head for name, value in own_items(pair) if isinstance(value, str) and _can_head(name)}
    names = [*known, *(name for name in ABOUT if name in found), *sorted(found)]
    return chain(head, stream), tuple(dict.fromkeys(names))[:_MOST]


def _can_head(name: str) -> bool:
    """Whether a table can have the column: spreadsheets run some names and know no difference of case."""
    return name.isprintable() and name == name.strip() and name[0] not in "=+-@#'" and name.lower() not in _TAKEN


def text_of(pair: ScoredPair, name: str) -> str:
    """Return what stands in the column `name`: its text, ``""`` for a value that is none."""
    value = pair.extra.get(name)
    return value if isinstance(value, str) else ""


def rest_of(pair: ScoredPair, columns: Collection[str]) -> str:
    """Return as JSON what `pair` carries beside the text in `columns`, ``""`` if there is nothing."""
    if not pair.extra:
        return ""
    shown = {name for name in columns if text_of(pair, name)} | {"fingerprint"}
    rest = {name: value for name, value in pair.extra.items() if name not in shown}
    return json.dumps(rest, ensure_ascii=False, default=str) if rest else ""


def unpack_rest(row: dict[str, Any]) -> None:
    """Put back what `rest_of` put away; a column of that name which is somebody else's stays as it is."""
    try:
        rest = json.loads(row.get(EXTRA) or "")
    except (ValueError, TypeError, RecursionError):
        rest = None
    if isinstance(rest, Mapping):
        del row[EXTRA]
        for name, value in rest.items():
            if row.get(name) in (None, ""):
                row[name] = value
    elif not row.get(EXTRA, True):
        del row[EXTRA]
