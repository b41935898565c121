"""Merging what people edited elsewhere into a run's review: workbooks, tables, XLIFF, alignment files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from aligner.artifacts import FileNames, story_of
from aligner.errors import InputError
from aligner.evaluation import read_alignment
from aligner.exporters.review import read_review
from aligner.pairs import ScoredPair, as_pairs
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.outputs import outputs_are_older, refresh_outputs
from aligner.pipeline.runs import RunPaths, Runs
from aligner.review import JOURNAL, Entry, Journal, reviewer
from aligner.review.edits import Edits, Make, alignment_edits, pair_edits
from aligner.review.entries import active, make_entry

__all__ = ["MergeResult", "RecordFile", "import_review"]


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What a merge did.

    Attributes
    ----------
    read
        Pairs in the review; beads, for an alignment file.
    changed
        Pairs whose status, text or comments the reviewer changed; stories, for alignment files.
    unchanged
        Those given back as they were.
    conflicts
        Ids that changed in the run after they were given out; the run's version stands, the reviewer's is recorded.
    unknown
        Ids that the run does not have; recorded.
    emptied
        Ids whose text or status came back empty; the old one stays.
    absent
        Pairs of the run that the review leaves out; they stay as they are.
    """

    read: int
    changed: int
    unchanged: int
    conflicts: tuple[str, ...]
    unknown: tuple[str, ...]
    emptied: tuple[str, ...]
    absent: int


def import_review(review: str | Path, run: RunPaths, *, force: bool = False, who: str | None = None) -> MergeResult:
    """Merge an edited review into the run it was exported from, or into the several that it was.

    Parameters
    ----------
    run
        The run folder; of several each gets the rows that are its own, or none gets any.
    review
        A workbook, table, XLIFF or JSONL file of pairs; an alignment file named ``STORY.align``; or the review record
        of another run (``review.jsonl``), of which the rules of what to ignore are taken.
    force
        Take the reviewer's version also where the run has changed since the export.
    who
        Name the entries bear; see `aligner.review.reviewer`.

    Raises
    ------
    InputError
        If the review or the run cannot be read, the review names a status that does not exist, or none of its rows is
        of the run: then nothing is written.
    OutputError
        If the record cannot be written.
    """
    path, runs = Path(review), Runs.open(run)
    author = who or reviewer()

    def make(do: str, story: str, data: dict[str, Any]) -> Entry:
        return make_entry(do, story, who=author, via=path.name, data=data)

    with ExitStack() as stack:
        # Two merges at once: the second begins when the first is in the record, and sees what it changed.
        for corpus in runs.corpora:
            stack.enter_context(corpus.journal.locked())
        edits = [(corpus, own) for corpus, own in _edits(runs, path, make, force)]
        for corpus, own in edits:
            corpus.journal.append(own.entries)
    total = 0
    for corpus, _ in edits:
        if outputs_are_older(corpus):  # than what was added just now, or by a merge that was killed behind it
            refresh_outputs(corpus)
        total += 0 if path.suffix.lower() == ".align" else sum(1 for _ in corpus.folder.rows("pairs"))
    return _told([own for _, own in edits], total)


def _told(edits: Sequence[Edits], total: int) -> MergeResult:
    seen, unknown = sum(one.seen for one in edits), tuple(name for one in edits for name in one.unknown)
    return MergeResult(
        seen + len(unknown),
        sum(one.changed for one in edits),
        sum(one.unchanged for one in edits),
        tuple(name for one in edits for name in one.conflicts),
        unknown,
        tuple(name for one in edits for name in one.emptied),
        max(0, total - seen),
    )


def _edits(runs: Runs, path: Path, make: Make, force: bool) -> Iterator[tuple[Corpus, Edits]]:
    """Yield what each run is to be told, for the runs that the review is about."""
    if path.suffix.lower() == ".align":
        corpora = [corpus for corpus in runs.corpora if corpus.has(_story_named(corpus, path.stem))]
        if len(corpora) > 1:
            raise InputError("is a story of several of these runs", file=path, hint="name the run that it is of")
        yield from ((corpus, _alignment(corpus, path, make)) for corpus in corpora or runs.corpora[:1])
    elif path.name == JOURNAL or _is_record(path):
        yield from ((corpus, _rules(corpus, path, make)) for corpus in runs.corpora)
    else:
        rows = _once(read_review(path), path.name)
        for corpus, own in zip(runs.corpora, _by_run(runs, rows, path), strict=True):
            if own or not runs.several:
                yield corpus, _pairs(corpus, own, path, make, force)


def _by_run(runs: Runs, rows: list[ScoredPair], path: Path) -> list[list[ScoredPair]]:
    """Return the rows of each run, under the names that they have there; those of none go to the first."""
    if not runs.several:
        return [rows]
    found: list[list[ScoredPair]] = [[] for _ in runs.corpora]
    for row in rows:
        named = runs.with_run(str(row.extra.get("run") or ""))
        own = [(n, runs.renamed(n, row, back=True)) for n in ([named] if named is not None else range(len(found)))]
        places = [(n, row) for n, row in own if runs.corpora[n].has(row.story or row.id.rpartition("#")[0])]
        if len(places) > 1:
            hint = "merge it into the run it was exported from alone"
            raise InputError(f"row {row.id!r} may be of several of these runs", file=path, hint=hint)
        number, row = places[0] if places else (named or 0, row)
        found[number].append(row)
    return found


def _pairs(corpus: Corpus, rows: Sequence[ScoredPair], path: Path, make: Make, force: bool) -> Edits:
    edits, entries = Edits(), corpus.entries()
    rows = _placed(corpus, rows)
    for story, group in groupby(sorted(rows, key=_STORY), key=_STORY):
        mine = list(group)
        if not corpus.has(story):
            edits.unknown += [back.id for back in mine]
            edits.entries += [make("conflict", "", {"row": b.to_row(), "why": "unknown"}) for b in mine]
            continue
        state, _ = corpus.state_of(corpus.raw(story), entries.get(story, ()))
        if story in entries:
            mine = _without_own_notes(corpus, story, mine)
        try:
            pair_edits(state, mine, make, edits, force=force)
        except InputError as error:
            raise InputError(error.problem, file=path, hint=error.hint) from error
    if edits.unknown and not edits.seen:
        raise InputError(
            f"none of its {len(edits.unknown):,} rows is of the run {corpus.folder.path.name!r}; nothing was written",
            file=path,
            hint="name the run it was exported from",
        )
    return edits


def _without_own_notes(corpus: Corpus, story: str, rows: Sequence[ScoredPair]) -> list[ScoredPair]:
    """Take off the rows what the checker itself says of a story that was worked out anew: it is no remark of people."""
    if not any(row.notes for row in rows):
        return list(rows)
    own = {str(pair["id"]): set(pair.get("notes") or ()) for pair in corpus.story(story).pairs}
    return [row.with_(notes=tuple(n for n in row.notes if n not in own.get(row.id, ()))) for row in rows]


_STORY = attrgetter("story")
_PAIR_ID = re.compile(r"#\d+$")


def _placed(corpus: Corpus, rows: Sequence[ScoredPair]) -> list[ScoredPair]:
    """Return `rows` with the stories they are of, which a spreadsheet may have deleted, renumbered or made dates of.

    One that names a pair of another story is of another run. A row that names none is looked for by its fingerprint,
    then by its texts: it is the pair that alone has them.
    """
    placed: list[ScoredPair] = []
    lost: list[ScoredPair] = []
    for row in rows:
        named = next((s for s in (row.story, row.id.rpartition("#")[0]) if s and corpus.has(s)), None)
        if named is not None:
            placed.append(row.with_(story=named))
        else:
            (placed if _PAIR_ID.search(row.id) else lost).append(row)
    if not lost:
        return placed
    wanted = {mark for row in lost for mark in _marks(row)}
    index: dict[Any, list[tuple[str, str]]] = {mark: [] for mark in wanted}
    for pair in chain(as_pairs(corpus.folder.rows("pairs")), corpus.pairs()):
        for mark in wanted.intersection(_marks(pair.with_(extra={"fingerprint": pair.fingerprint}))):
            if (pair.story, pair.id) not in index[mark]:
                index[mark].append((pair.story, pair.id))
    for row in lost:
        alone = next((found[0] for mark in _marks(row) if len(found := index[mark]) == 1), None)
        placed.append(row if alone is None else row.with_(story=alone[0], id=alone[1]))
    return placed


def _marks(row: ScoredPair) -> list[tuple[str, ...]]:
    """Return what a row may be known by, the surest first."""
    mark, ko, en = str(row.extra.get("fingerprint") or ""), row.ko.strip(), row.en.strip()
    marks = [("fingerprint", mark) if mark else (), ("both", ko, en) if ko and en else ()]
    marks += [("ko", ko) if ko else (), ("en", en) if en else ()]
    return [mark for mark in marks if mark]


def _once(review: Any, source: str) -> list[ScoredPair]:
    found: dict[str, ScoredPair] = {}
    for pair in review:
        before = found.setdefault(pair.id, pair)
        if before is not pair and before != pair:
            raise InputError(
                f"pair {pair.id!r} comes twice with different content", file=source, hint="keep one of them"
            )
    return list(found.values())


def _alignment(corpus: Corpus, path: Path, make: Make) -> Edits:
    story, edits = _story_named(corpus, path.name[: -len(path.suffix)]), Edits()
    if not path.is_file():
        raise InputError("no such file", file=path, hint="check the path")
    if not corpus.has(story):
        raise InputError(
            f"the run has no story {story!r}", file=path, hint="name the file STORY.align, as in the alignments folder"
        )
    state, _ = corpus.state_of(corpus.raw(story), corpus.entries().get(story, ()))
    alignment_edits(state, read_alignment(path), make, edits, file=str(path))
    return edits


def _story_named(corpus: Corpus, name: str) -> str:
    """Return the story whose files are called `name`."""
    if corpus.has(story := story_of(name)):
        return story
    names = FileNames()
    return next((story for story in corpus.names() if names.of(story) == name), name)


def _is_record(path: Path) -> bool:
    """Whether a JSONL file is a review record and no corpus."""
    if path.suffix.lower() != ".jsonl" or not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.readline(100_000)
    return b'"do": "' in head and b'"who": ' in head


def _rules(corpus: Corpus, path: Path, make: Make) -> Edits:
    """Take the rules of another record: the house's list of what to ignore."""
    edits, journal = Edits(), Journal(path.parent)
    if path.name != JOURNAL:
        journal = RecordFile(path)
    known = {_rule(e.data) for e in active(corpus.journal.entries()) if e.do == "ignore"}
    for entry in active(journal.entries()):
        if entry.do != "ignore":
            continue
        edits.seen += 1
        if _rule(entry.data) in known:
            edits.unchanged += 1
        else:
            edits.changed += 1
            edits.entries.append(make("ignore", "", dict(entry.data)))
    return edits


class RecordFile(Journal):
    """A review record under another name."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.parent)
        self._file = path

    @property
    def path(self) -> Path:
        """The file."""
        return self._file


def _rule(data: Mapping[str, Any]) -> Sequence[str]:
    return tuple(str(data.get(name, "")) for name in ("kind", "ko", "en"))
