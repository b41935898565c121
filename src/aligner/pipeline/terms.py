"""The terms and names of runs with the renderings that people confirmed: a glossary to begin with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from aligner.errors import InputError
from aligner.facts.names.table import builtin_table
from aligner.pairs import ScoredPair
from aligner.pipeline.runs import Runs
from aligner.qa.renderings import Rendered, find_renderings

__all__ = ["MOST_LINKS", "SeenTerm", "seen_terms", "terms_table"]

MOST_LINKS = 20_000
"""Links that are read at most: their phrases are held in memory."""
_COLUMNS = ("ko", "en", "kind", "links", "others", "place")


@dataclass(frozen=True, slots=True)
class SeenTerm:
    """A term or name as it was rendered.

    Attributes
    ----------
    rendered
        The word and its renderings.
    kind
        As a glossary has it: ``term``, or ``person``, ``place``, ``country``, ``org`` for what is rendered by names.
    place
        Story and Korean sentence, from 1, of the first link.
    """

    rendered: Rendered
    kind: str
    place: str


def _is_confirmed(pair: ScoredPair) -> bool:
    """Whether a person accepted a link."""
    return pair.two_sided and pair.status == "accepted" and bool(pair.extra.get("reviewed"))


def seen_terms(runs: Runs, *, everything: bool = False, least: int = 2) -> tuple[list[SeenTerm], int]:
    """Return the terms and names of `runs` with the renderings seen, and the number of links they were seen in.

    Parameters
    ----------
    everything
        Take every accepted link, not only those that a person confirmed.
    least
        Links that a word must stand in.

    Raises
    ------
    InputError
        If nobody has confirmed a link.
    """
    pairs = (pair for _, pair in runs.pairs() if pair.two_sided and pair.status == "accepted")
    kept = list(islice((pair for pair in pairs if everything or _is_confirmed(pair)), MOST_LINKS))
    if not kept:
        raise InputError(
            "has no link that a person confirmed",
            file=runs.corpora[0].path,
            hint="confirm links with aligner desk, or take all accepted ones with --all",
        )
    return [*_seen(kept, least)], len(kept)


def _seen(pairs: list[ScoredPair], least: int) -> Iterator[SeenTerm]:
    for rendered in find_renderings([(pair.ko, pair.en) for pair in pairs], least=least):
        first = pairs[rendered.renderings[0][2]]
        number = first.ko_sentences[0] + 1 if first.ko_sentences else ""
        yield SeenTerm(rendered, _kind(rendered), f"{first.story}:{number}")


def _kind(rendered: Rendered) -> str:
    if not rendered.name:
        return "term"
    table = builtin_table()
    return next((table.entries[n].kind for n in table.numbers(rendered.ko)), "org")


def terms_table(terms: Iterable[SeenTerm], delimiter: str = "\t") -> str:
    """Return a glossary that ``--glossary`` reads; columns that it does not know tell how often and where."""
    stream = io.StringIO()
    out = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    out.writerow(_COLUMNS)
    for term in terms:
        (first, links, _), *others = term.rendered.renderings
        told = ", ".join(f"{text} ({count})" for text, count, _ in others)
        out.writerow((term.rendered.ko, first, term.kind, links, told, term.place))
    return stream.getvalue()
