"""From the results of a run to its files: the record, the formats asked for, and what the manifest says of them."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from aligner import __version__
from aligner.artifacts import FileNames, RunFolder, atomic_binary
from aligner.config import RunConfig
from aligner.dataset.corpus import StoryIndex, info_of
from aligner.errors import InputError
from aligner.exporters import FORMATS, ExportOptions
from aligner.pairs import ScoredPair, as_pairs
from aligner.pipeline.corpus import count_errors, hold_back
from aligner.pipeline.exports import CardSettings, write_rows
from aligner.pipeline.inputs import Inputs
from aligner.pipeline.outputs import write_alignment
from aligner.pipeline.records import COUNTS, to_line
from aligner.pipeline.warnings import WarningCounts
from aligner.pipeline.work import Results
from aligner.report import ReportRun, write_report
from aligner.types import EncoderInfo

__all__ = ["files_of", "write_outputs"]


def _outputs(folder: RunFolder, formats: Sequence[str]) -> dict[str, Path]:
    names = {"jsonl": "pairs.jsonl", "tsv": "pairs.tsv", "align": "alignments", "report": "report.html"}
    return {
        name: folder.path / names.get(name, f"corpus{FORMATS[name].suffixes[0]}" if name in FORMATS else name)
        for name in dict.fromkeys(("jsonl", *formats))
    }


def write_outputs(
    folder: RunFolder,
    results: Results,
    found: Inputs,
    config: RunConfig,
    formats: Sequence[str],
    identity: str,
    model: EncoderInfo,
) -> dict[str, Any]:
    """Write every output from the results, in the order of the run; return the manifest."""
    stale = files_of(folder.manifest) if folder.is_complete else {}
    folder.manifest_path.unlink(missing_ok=True)
    about = _write_record(folder, results, found, config)
    manifest = {
        "version": __version__,
        "config": config.to_dict(),
        "config_fingerprint": config.fingerprint,
        "run": identity,
        "encoder": {**asdict(model), "fingerprint": model.fingerprint},
        **about,
    }
    if config.glossary is not None:  # so that whoever checks this run anew has the names it was made with
        names = folder.path / f"glossary{Path(config.glossary).suffix.lower()}"
        with atomic_binary(names) as copy:
            copy.write(Path(config.glossary).read_bytes())
        manifest["glossary"] = names.name
    info = info_of(manifest, folder.path.resolve().name)
    options = ExportOptions(
        info=info, story=StoryIndex(folder.path / "stories.jsonl"), project=True, created=_newest(found)
    )
    written: dict[str, Any] = {"jsonl": "pairs.jsonl"}
    outputs = _outputs(folder, formats)
    for name, places in stale.items():
        if name not in outputs or name in ("align", "report"):
            for place in places:
                _remove(folder.path / place)
    files: dict[str, list[str]] = {}
    changed: dict[str, dict[str, int]] = {}
    card = CardSettings(config.to_dict())
    for name, path in outputs.items():
        if name == "align":
            _write_alignments(path, results.rows(config.doubt_below))
        elif name == "report":
            write_report(path, _report_run(folder, manifest), lang=config.report_lang)
        elif name != "jsonl":
            made = write_rows(name, _exchanged(name, folder, results, config), path, options, card)
            files[name] = [str(place.relative_to(folder.path)) for place in made.paths]
            if made.changed:
                changed[name] = dict(made.changed)
        written[name] = path.name
        files.setdefault(name, [path.name])
    return {**manifest, "outputs": written, "files": files, "changed": changed}


def _newest(found: Inputs) -> str:
    """Return when the newest file of the run was last written: a run gone on with has the bytes of one undisturbed."""
    newest = 0.0
    for task in getattr(found, "tasks", ()):
        for name in (task.files.first, task.files.second):
            try:
                newest = max(newest, Path(name).stat().st_mtime)
            except (OSError, ValueError, TypeError):
                continue  # no file of its own: a row of a table, or gone meanwhile
    return datetime.fromtimestamp(newest, UTC).isoformat(timespec="seconds") if newest else ""


def files_of(manifest: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the files and folders of each output of a run, relative to its folder."""
    files = manifest.get("files")
    if isinstance(files, Mapping):
        return {name: list(map(str, places)) for name, places in files.items()}
    # Before 0.2 a manifest named one file an output, for Moses one that there is not.
    outputs = manifest.get("outputs") or {}
    return {name: [str(place)] for name, place in outputs.items() if name != "moses"}


def _remove(path: Path) -> None:
    """Remove an output of an earlier run, with the folder that a large report has beside it."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    path.unlink(missing_ok=True)
    pages = path.with_suffix("")
    if path.suffix == ".html" and pages.is_dir():
        shutil.rmtree(pages, ignore_errors=True)


_NAMED = 100
"""Failed and unpaired stories that ``run.json`` names; ``failures.jsonl`` names all."""
_MOST_SOURCES = 1000


def _write_record(folder: RunFolder, results: Results, found: Inputs, config: RunConfig) -> dict[str, Any]:
    """Write pairs, stories, coverage and failures; return what the manifest says of them."""
    counts = Counter({name: 0 for name in _COUNTS})
    counts["unpaired"], counts["skipped_files"], counts["reused"] = len(found.unpaired), found.skipped, results.reused
    licenses: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    failed: dict[str, str] = {}
    warned = WarningCounts()
    names = ("pairs", "stories", *(("coverage",) if config.checks else ()), "failures")
    with ExitStack() as stack:
        files = {name: stack.enter_context(atomic_binary(folder.path / f"{name}.jsonl")) for name in names}
        for record in results.records(config.doubt_below):
            counts.update(record.head["counts"])
            warned.add(record.head["story"])
            licenses[str(record.head.get("license") or "")] += 1
            if record.head.get("source") and (record.head["source"] in sources or len(sources) < _MOST_SOURCES):
                sources[str(record.head["source"])] += 1
            files["stories"].write(record.story)
            files["pairs"].write(record.pairs)
            if config.checks:
                files["coverage"].write(record.ledger)
        for story, reason in results.plan.failures():
            counts["failed"] += 1
            files["failures"].write(to_line({"id": story, "reason": reason}))
            if len(failed) < _NAMED:
                failed[story] = reason
        for story, path in found.unpaired.items():
            files["failures"].write(to_line({"id": story, "unpaired": path}))
        if not counts["stories"] and failed:
            story, reason = next(iter(failed.items()))
            more = f" (and {counts['failed'] - 1} more stories, none of which could be used)"
            raise InputError(f"story {story}: {reason}{more if counts['failed'] > 1 else ''}")
    if not config.checks:
        (folder.path / "coverage.jsonl").unlink(missing_ok=True)
    if not counts["failed"] and not found.unpaired:
        (folder.path / "failures.jsonl").unlink()
    return {
        "counts": dict(counts),
        "failed": failed,
        **warned.as_dict(),
        "unpaired": dict(islice(found.unpaired.items(), _NAMED)),
        "licenses": {name: number for name, number in sorted(licenses.items()) if name},
        "unlicensed": licenses[""],
        "sources": dict(sorted(sources.items())),
    }


_COUNTS = ("stories", "failed", "unpaired", "skipped_files", "reused", *COUNTS[1:])


def _exchanged(name: str, folder: RunFolder, results: Results, config: RunConfig) -> Iterator[ScoredPair]:
    """Yield the pairs that a format gets: in TMX one with a known error is doubtful."""
    if name != "tmx":
        yield from as_pairs(folder.rows("pairs"))
        return
    for row in results.rows(config.doubt_below):
        errors = [f for f in row["story"].get("findings") or () if f["severity"] == "error"]
        yield from (hold_back(count_errors(pair, errors)) for pair in as_pairs(row["pairs"]))


def _write_alignments(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write ``ID.align`` for every story."""
    path.mkdir(exist_ok=True)
    names = FileNames()
    for row in rows:
        write_alignment(path / f"{names.of(row['story']['id'])}.align", row["pairs"])


def _report_run(folder: RunFolder, manifest: Mapping[str, Any]) -> ReportRun:
    stories, pairs = folder.rows("stories"), folder.rows("pairs")
    coverage = folder.rows("coverage") if (folder.path / "coverage.jsonl").is_file() else ()
    return ReportRun(manifest, stories, pairs, coverage, title=folder.path.resolve().name)
