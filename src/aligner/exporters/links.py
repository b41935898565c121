"""Formats of links between numbered sentences: OPUS XCES, Vecalign lines, hunalign ladders; one folder each.

They hold no text of their own, so the numbered sentences are written beside them wherever the run knows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from aligner.artifacts import FileNames, atomic_folder
from aligner.errors import InputError
from aligner.exporters.characters import one_line, xml_attribute, xml_text
from aligner.exporters.model import EVERYTHING, ExportOptions, ExportResult, Tally
from aligner.pairs import ScoredPair, StoryInfo
from aligner.types import moved_beads

__all__ = ["ladder", "write_hunalign", "write_vecalign", "write_xces"]

MARKER = "ALIGNMENTS.txt"
Writer = Callable[[str, list[ScoredPair], StoryInfo, Path, Tally], None]


def _write(
    pairs: Iterator[ScoredPair],
    path: Path,
    options: ExportOptions,
    name: str,
    writer: Writer,
    *,
    frame: tuple[str, str, str] | None = None,
) -> ExportResult:
    """Call `writer` for each story, with a name for its files.

    `frame` is a file that all stories add to, with its first and last lines.
    """
    tally = Tally()
    seen: set[str] = set()
    names = FileNames()
    with atomic_folder(path, marker=MARKER) as folder:
        lines = [f"{key}: {one_line(text, tally.changed)}" for key, text in options.info.items()]
        (folder / MARKER).write_text("\n".join([f"format: {name}", *lines, ""]), encoding="utf-8")
        if frame:
            (folder / frame[0]).write_text(frame[1], encoding="utf-8")
        chosen = tally.chosen(pairs, options.statuses or EVERYTHING, True)
        for story, group in groupby(chosen, key=lambda pair: pair.story):
            beads = list(group)
            _check_numbers(story, beads)
            if story in seen:
                raise InputError(f"the pairs of story {story!r} do not lie together", hint="sort the corpus by story")
            seen.add(story)
            name_of_files = names.of(story)
            if name_of_files != story:
                tally.changed["story ids that cannot be file names escaped"] += 1
            writer(name_of_files, beads, options.story(story), folder, tally)
        if frame:
            with (folder / frame[0]).open("a", encoding="utf-8") as stream:
                stream.write(frame[2])
    return tally.result(name, [path])


def _check_numbers(story: str, beads: Iterable[ScoredPair]) -> None:
    for bead in beads:
        if not bead.ko_sentences and not bead.en_sentences:
            raise InputError(
                f"pair {bead.id!r} of story {story!r} has no sentence numbers, and this format holds only links",
                hint="export a run, or choose a bitext format such as tmx or tsv",
            )


def _plain_sentences(story: str, info: StoryInfo, folder: Path, tally: Tally) -> None:
    for side, sentences in (("ko", info.ko_sentences), ("en", info.en_sentences)):
        if sentences:
            lines = [one_line(text, tally.changed) for text in sentences]
            (folder / f"{story}.{side}").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def write_vecalign(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write ``STORY.align``: ``[0, 1]:[2]:score`` a bead, the score our probability (higher is better)."""

    def story_file(story: str, beads: list[ScoredPair], info: StoryInfo, folder: Path, tally: Tally) -> None:
        lines = [
            f"{list(bead.ko_sentences)}:{list(bead.en_sentences)}:{bead.score if bead.score is not None else 0.0:.6f}\n"
            for bead in beads
        ]
        (folder / f"{story}.align").write_text("".join(lines), encoding="utf-8")
        _plain_sentences(story, info, folder, tally)

    return _write(pairs, path, options, "vecalign", story_file)


def write_hunalign(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write ``STORY.ladder``: a rung ``ko<TAB>en<TAB>score`` where each bead starts, and a last one at the end.

    A ladder cannot cross. Stories with crossing or gapped beads are refused, or with `project` cut down to the longest
    chain in order; the sentences that fall out become one-sided and are counted.
    """

    def story_file(story: str, beads: list[ScoredPair], info: StoryInfo, folder: Path, tally: Tally) -> None:
        cuts: Counter[str] = Counter()
        rungs = ladder([(b.ko_sentences, b.en_sentences, b.score or 0.0) for b in beads], cuts)
        if cuts and not options.project:
            what = ", ".join(f"{count} {name}" for name, count in cuts.items())
            raise InputError(
                f"story {story!r} does not fit a ladder: {what}", hint="use --project to cut it down, or another format"
            )
        for name, count in cuts.items():
            tally.changed[_PROJECTED[name]] += count
        lines = [f"{ko}\t{en}\t{score:.6f}\n" for ko, en, score in rungs]
        (folder / f"{story}.ladder").write_text("".join(lines), encoding="utf-8")
        _plain_sentences(story, info, folder, tally)

    return _write(pairs, path, options, "hunalign", story_file)


_CROSSING, _GAPS = "crossing beads", "beads with gaps"
_PROJECTED = {_CROSSING: "crossing beads given up", _GAPS: "beads with gaps cut to their longest run"}

Link = tuple[tuple[int, ...], tuple[int, ...], float]


def ladder(beads: Iterable[Link], changed: Counter[str]) -> list[tuple[int, int, float]]:
    """Return the rungs of the longest chain of `beads` that does not cross.

    Parameters
    ----------
    beads
        ``(ko numbers, en numbers, score)``; together they hold every sentence once.
    changed
        Gets the counts of what does not fit.

    Returns
    -------
    list of (ko, en, score)
        Sentence boundaries, ascending on both sides; a segment reaches from its rung to the next and carries the score.
    """
    beads = list(beads)
    ko_count = 1 + max((n for ko, _, _ in beads for n in ko), default=-1)
    en_count = 1 + max((n for _, en, _ in beads for n in en), default=-1)
    whole: list[Link] = []
    for ko, en, score in beads:
        if not ko or not en:
            continue
        solid = _run(ko), _run(en)
        if solid != (ko, en):
            changed[_GAPS] += 1
        whole.append((*solid, score))
    moved = moved_beads([(ko, en) for ko, en, _ in whole])
    if moved:
        changed[_CROSSING] += len(moved)
    chain = sorted(bead for at, bead in enumerate(whole) if at not in moved)
    rungs: list[tuple[int, int, float]] = []
    at_ko = at_en = 0
    for ko, en, score in [*chain, ((ko_count,), (en_count,), 0.0)]:
        if at_ko < ko[0] or at_en < en[0]:
            rungs.append((at_ko, at_en, 0.0))
            if at_ko < ko[0] and at_en < en[0]:
                # Both sides are loose here: an omission, then an addition; one segment would claim a translation.
                rungs.append((ko[0], at_en, 0.0))
        rungs.append((ko[0], en[0], score))
        at_ko, at_en = ko[-1] + 1, en[-1] + 1
    return rungs


def _run(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Return the longest run of neighbours in ascending `numbers`, the first of several."""
    runs = [[numbers[0]]]
    for number in numbers[1:]:
        if number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    longest = max(len(run) for run in runs)
    return tuple(next(run for run in runs if len(run) == longest))


_XCES_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">\n'
    '<cesAlign version="1.0">\n'
)


def write_xces(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write ``ko-en.xml`` with a ``linkGrp`` a story, as OPUS does, and the documents it points to.

    Sentence ids count from 1. ``certainty`` is our probability.
    """

    def story_file(story: str, beads: list[ScoredPair], info: StoryInfo, folder: Path, tally: Tally) -> None:
        docs = [f"{side}/{story}.xml" for side in ("ko", "en")]
        for doc, sentences in zip(docs, (info.ko_sentences, info.en_sentences), strict=True):
            if sentences:
                (folder / doc).parent.mkdir(exist_ok=True)
                body = "".join(f'<s id="{n}">{xml_text(t, tally.changed)}</s>\n' for n, t in enumerate(sentences, 1))
                text = f'<?xml version="1.0" encoding="utf-8"?>\n<text>\n{body}</text>\n'
                (folder / doc).write_text(text, encoding="utf-8")
        source, target = (xml_attribute(doc, tally.changed) for doc in docs)
        lines = [f'<linkGrp targType="s" fromDoc={source} toDoc={target}>\n']
        for bead in beads:
            sides = (" ".join(str(n + 1) for n in numbers) for numbers in (bead.ko_sentences, bead.en_sentences))
            score = "" if bead.score is None else f' certainty="{bead.score:.6f}"'
            name = xml_attribute(bead.id, tally.changed)
            lines.append(f'<link id={name} xtargets="{";".join(sides)}"{score} />\n')
        with (folder / "ko-en.xml").open("a", encoding="utf-8") as stream:
            stream.writelines([*lines, "</linkGrp>\n"])

    return _write(pairs, path, options, "xces", story_file, frame=("ko-en.xml", _XCES_HEAD, "</cesAlign>\n"))
