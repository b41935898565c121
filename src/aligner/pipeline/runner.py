"""A run: discover the stories, map `process_shard` over them, merge the results, write the manifest last."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aligner import __version__
from aligner.artifacts import FileNames, RunFolder, atomic_text
from aligner.config import RunConfig, differences
from aligner.dataset.corpus import StoryIndex, info_of
from aligner.encoders import available_cores, default_cache_dir, load_encoder
from aligner.errors import ConfigError, InputError
from aligner.exporters import FORMATS, ExportOptions
from aligner.pairs import ScoredPair, as_pairs
from aligner.pipeline.corpus import Corpus, count_errors, hold_back
from aligner.pipeline.exports import CardSettings, write_rows
from aligner.pipeline.inputs import Inputs, find_stories
from aligner.pipeline.outputs import refresh_outputs, write_alignment
from aligner.pipeline.pool import map_shards
from aligner.pipeline.shards import Shard, ShardSetup, make_shards, read_shard
from aligner.report import ReportRun, write_report
from aligner.review import JOURNAL

__all__ = ["DEFAULT_FORMATS", "RUN_FORMATS", "RunSummary", "run"]

DEFAULT_FORMATS = ("tsv", "tmx", "align", "report")
"""What a run writes beside its record (``pairs.jsonl``, ``stories.jsonl``, ``coverage.jsonl``, ``run.json``)."""

RUN_FORMATS = ("jsonl", "align", "report", *(name for name in FORMATS if name not in ("jsonl", "vecalign")))
"""What ``formats`` may hold."""

Progress = Callable[[int, int], None]
"""Called with (stories done, stories in all)."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run came to.

    Attributes
    ----------
    out
        The run folder.
    counts
        ``stories, failed, unpaired, skipped_files, ko_sentences, en_sentences, pairs, covered, omitted, added, moved,
        doubtful, findings``; ``covered`` counts Korean sentences that are in a two-sided bead.
    failed
        Story id → reason.
    unpaired
        Ids of stories with only one side, and which side it is.
    """

    out: Path
    counts: Mapping[str, int]
    failed: Mapping[str, str] = field(default_factory=dict)
    unpaired: Mapping[str, str] = field(default_factory=dict)

    @property
    def coverage(self) -> float | None:
        """Share of Korean sentences that the English covers, in [0, 1]; None without sentences."""
        total = self.counts["ko_sentences"]
        return self.counts["covered"] / total if total else None


def run(
    inputs: Sequence[str | Path],
    out: str | Path,
    *,
    config: RunConfig | None = None,
    formats: Sequence[str] = DEFAULT_FORMATS,
    workers: int | None = None,
    cache: str | Path | None = "default",
    fresh: bool = False,
    progress: Progress | None = None,
) -> RunSummary:
    """Align stories and write the corpus, the ledger and the report into a folder.

    Parameters
    ----------
    inputs
        Two files, a folder of stories, or a manifest; see ``aligner run --help``.
    out
        The run folder. A run that was stopped goes on where it was; one that is complete is not made again.
    config
        All settings that change the result.
    formats
        Any of `RUN_FORMATS`; ``pairs.jsonl``, ``stories.jsonl``, ``coverage.jsonl`` and ``run.json`` are always there.
    workers
        Processes, each with a model of its own; all cores by default.
    cache
        Folder that remembers vectors between runs; ``"default"``: the user's cache folder; None: no cache.
    fresh
        Start over even if `out` holds a run made with other settings.
    progress
        Called after every shard with (stories done, stories in all).

    Raises
    ------
    InputError
        If the input cannot be used at all, or no story of it can.
    ConfigError
        If `out` holds a run made with other settings and `fresh` is false.
    OutputError
        If `out` cannot be written, or another run is writing there.
    EncoderError
        If the model cannot be loaded.
    """
    started = time.perf_counter()
    config = config or RunConfig()
    unknown = [name for name in formats if name not in RUN_FORMATS]
    if unknown:
        raise ConfigError(f"unknown format {unknown[0]!r}", hint=f"choose from {', '.join(RUN_FORMATS)}")
    folder = RunFolder(Path(out))
    folder_cache = default_cache_dir() if cache == "default" else None if cache is None else Path(cache)
    with folder.locked():
        found = find_stories(inputs, config, folder.work, folder_cache)
        _check_settings(folder, config, fresh)
        workers = max(1, workers or available_cores())
        shards = make_shards(found.tasks)
        setup = ShardSetup(config, folder.work, folder_cache, max(1, available_cores() // workers))
        identity = _identity(setup, shards, found)
        if not fresh and _is_done(folder, identity, formats):
            return _summary(folder, folder.manifest)
        with atomic_text(folder.work / "config.json") as file:
            json.dump(_settings(config), file)
        paths = map_shards(shards, setup, workers, progress)
        merged = time.perf_counter()
        manifest = _merge(folder, paths, found, config, formats, identity)
        manifest["timings"] = {
            "stories_seconds": round(merged - started, 3),
            "merge_seconds": round(time.perf_counter() - merged, 3),
            "workers": workers,
        }
        folder.write_manifest(manifest)
        if (folder.path / JOURNAL).is_file():
            # People have worked on this run: what stands beside the record shows their work.
            refresh_outputs(Corpus.open(folder.path))
        shutil.rmtree(folder.work, ignore_errors=True)
    return _summary(folder, manifest)


def _settings(config: RunConfig) -> dict[str, Any]:
    return {"version": __version__, **config.to_dict()}


def _check_settings(folder: RunFolder, config: RunConfig, fresh: bool) -> None:
    """Refuse to mix two settings in one folder."""
    before: Mapping[str, Any] | None = None
    journal = folder.work / "config.json"
    if folder.is_complete:
        before = {"version": folder.manifest.get("version"), **folder.manifest.get("config", {})}
    elif journal.is_file():
        before = json.loads(journal.read_text(encoding="utf-8"))
    # Through JSON, where tuples are lists, so that equal settings compare equal.
    changed = differences(before, json.loads(json.dumps(_settings(config)))) if before else []
    if changed and not fresh:
        raise ConfigError(
            f"holds a run with other settings ({'; '.join(changed)})",
            file=folder.path,
            hint="choose another --out, or start over with --fresh",
        )


def _identity(setup: ShardSetup, shards: Sequence[Shard], found: Inputs) -> str:
    digest = hashlib.sha256()
    for shard in shards:
        digest.update(setup.path(shard).name.encode())
    digest.update(json.dumps([sorted(found.unpaired), found.skipped]).encode())
    return digest.hexdigest()[:16]


def _outputs(folder: RunFolder, formats: Sequence[str]) -> dict[str, Path]:
    names = {"jsonl": "pairs.jsonl", "tsv": "pairs.tsv", "align": "alignments", "report": "report.html"}
    return {
        name: folder.path / names.get(name, f"corpus{FORMATS[name].suffixes[0]}" if name in FORMATS else name)
        for name in dict.fromkeys(("jsonl", *formats))
    }


def _is_done(folder: RunFolder, identity: str, formats: Sequence[str]) -> bool:
    return (
        folder.is_complete
        and folder.manifest.get("run") == identity
        and all(path.exists() for path in _outputs(folder, formats).values())
    )


def _merge(
    folder: RunFolder, paths: Sequence[Path], found: Inputs, config: RunConfig, formats: Sequence[str], identity: str
) -> dict[str, Any]:
    """Write every output from the shards, in the order of the run; return the manifest."""
    folder.manifest_path.unlink(missing_ok=True)
    counts, failed, sources = _write_record(folder, paths, found)
    if not counts["stories"]:
        story, reason = next(iter(failed.items()))
        more = f" (and {len(failed) - 1} more stories, none of which could be used)" if len(failed) > 1 else ""
        raise InputError(f"story {story}: {reason}{more}")
    encoder = load_encoder(config.encoder).info
    manifest = {
        "version": __version__,
        "config": config.to_dict(),
        "config_fingerprint": config.fingerprint,
        "run": identity,
        "encoder": {**asdict(encoder), "fingerprint": encoder.fingerprint},
        "counts": dict(counts),
        "failed": failed,
        "unpaired": dict(found.unpaired),
        "inputs": sources,
    }
    info = info_of(manifest, folder.path.resolve().name)
    options = ExportOptions(info=info, story=StoryIndex(folder.path / "stories.jsonl"))
    written: dict[str, Any] = {"jsonl": "pairs.jsonl"}
    for name, path in _outputs(folder, formats).items():
        if name == "align":
            _write_alignments(path, paths)
        elif name == "report":
            write_report(path, _report_run(folder, manifest), lang=config.report_lang)
        elif name != "jsonl":
            write_rows(name, _exchanged(name, paths), path, options, CardSettings(config.to_dict()))
        written[name] = path.name
    return {**manifest, "outputs": written}


def _write_record(
    folder: RunFolder, paths: Sequence[Path], found: Inputs
) -> tuple[Counter[str], dict[str, str], list[dict[str, Any]]]:
    """Write pairs, stories and coverage; return the counts, the failures and what is known of each input."""
    counts: Counter[str] = Counter({name: 0 for name in _COUNTS})
    counts["unpaired"], counts["skipped_files"] = len(found.unpaired), found.skipped
    failed: dict[str, str] = dict(found.failed)
    sources: list[dict[str, Any]] = []
    with ExitStack() as stack:
        pairs, stories, coverage = (
            stack.enter_context(atomic_text(folder.path / f"{name}.jsonl")) for name in ("pairs", "stories", "coverage")
        )
        for row in _rows(paths):
            if "failed" in row:
                failed[row["failed"]] = row["reason"]
                continue
            story = row["story"]
            _count(counts, row)
            sources.append(_source(story))
            stories.write(_line(story))
            coverage.write(_line(row["ledger"]))
            pairs.writelines(map(_line, row["pairs"]))
    counts["failed"] = len(failed)
    return counts, failed, sources


_COUNTS = (
    "stories",
    "failed",
    "unpaired",
    "skipped_files",
    "ko_sentences",
    "en_sentences",
    "pairs",
    "covered",
    "omitted",
    "added",
    "moved",
    "doubtful",
    "findings",
)


def _count(counts: Counter[str], row: Mapping[str, Any]) -> None:
    counts["stories"] += 1
    counts["findings"] += len(row["story"]["findings"])
    for pair in row["pairs"]:
        ko, en = len(pair["ko_sentences"]), len(pair["en_sentences"])
        counts["ko_sentences"] += ko
        counts["en_sentences"] += en
        counts["pairs"] += bool(ko and en)
        counts["covered"] += ko if en else 0
        counts["omitted"] += ko if not en else 0
        counts["added"] += en if not ko else 0
        counts["moved"] += pair["moved"]
        counts["doubtful"] += pair["status"] == "doubtful"


def _source(story: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: story["meta"][key] for key in ("license", "source", "date") if story["meta"].get(key)}
    sides = {side: {key: story[side][key] for key in ("source", "sha256")} for side in ("ko", "en")}
    return {"id": story["id"], **sides, **known}


def _rows(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        yield from read_shard(path)


def _exchanged(name: str, paths: Sequence[Path]) -> Iterator[ScoredPair]:
    """The pairs that a format gets: in TMX one with a known error is doubtful."""
    for row in _rows(paths):
        if name != "tmx":
            yield from as_pairs(row.get("pairs", ()))
            continue
        errors = [f for f in (row.get("story") or {}).get("findings") or () if f["severity"] == "error"]
        yield from (hold_back(count_errors(pair, errors)) for pair in as_pairs(row.get("pairs", ())))


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _write_alignments(path: Path, paths: Sequence[Path]) -> None:
    """Write ``ID.align`` for every story."""
    path.mkdir(exist_ok=True)
    names = FileNames()
    for row in _rows(paths):
        if "pairs" in row:
            write_alignment(path / f"{names.of(row['story']['id'])}.align", row["pairs"])


def _report_run(folder: RunFolder, manifest: Mapping[str, Any]) -> ReportRun:
    stories, pairs, coverage = (folder.rows(name) for name in ("stories", "pairs", "coverage"))
    return ReportRun(manifest, stories, pairs, coverage, title=folder.path.resolve().name)


def _summary(folder: RunFolder, manifest: Mapping[str, Any]) -> RunSummary:
    return RunSummary(folder.path, manifest["counts"], manifest["failed"], manifest["unpaired"])
