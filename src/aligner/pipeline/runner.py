"""A run: find the stories, have an engine do those without a result, write the outputs, the manifest last."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aligner import __version__
from aligner.artifacts import RunFolder
from aligner.artifacts.results import keep
from aligner.config import RunConfig, differences
from aligner.encoders import CheckedEncoder, available_cores, default_cache_dir, load_encoder
from aligner.encoders.cache import why_unusable
from aligner.errors import ConfigError
from aligner.exporters import FORMATS
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.dates import given_date
from aligner.pipeline.inputs import Inputs, find_stories
from aligner.pipeline.merging import files_of, write_outputs
from aligner.pipeline.outputs import refresh_outputs
from aligner.pipeline.pool import plan_workers
from aligner.pipeline.shards import ShardWorker, settings_key
from aligner.pipeline.work import Results, open_results
from aligner.review import JOURNAL
from aligner.types import Encoder

__all__ = ["DEFAULT_FORMATS", "RUN_FORMATS", "RunSummary", "run"]

DEFAULT_FORMATS = ("tsv", "tmx", "align", "report")
"""What a run writes beside its record (``pairs.jsonl``, ``stories.jsonl``, ``coverage.jsonl``, ``run.json``)."""

RUN_FORMATS = ("jsonl", "align", "report", *(name for name in FORMATS if name not in ("jsonl", "vecalign")))
"""What ``formats`` may hold."""

Progress = Callable[[int, int | None], None]
"""Called with (stories done, stories in all; None while that is not known)."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run came to.

    Attributes
    ----------
    out
        The run folder.
    counts
        ``stories, failed, unpaired, skipped_files, reused, ko_sentences, en_sentences, pairs, covered, omitted, added,
        moved, doubtful, findings, unrelated, set_aside`` and ``set_aside_ROLE`` for each role; ``reused`` counts
        stories whose result an earlier complete run had, ``covered`` Korean sentences that are in a two-sided bead,
        ``set_aside`` the lines of both files that are not aligned.
    failed
        Story id → reason, of the first hundred; ``failures.jsonl`` in the run folder has them all.
    unpaired
        Ids of stories with only one side, and which side it is; the first hundred.
    unrelated
        Story id → message, for stories whose two sides are not versions of one story; the first hundred.
    warnings
        Code (``unrelated``, ``no_date``, ``bad_date``, ``blank_lines``) → how many stories carry it; the messages are
        in ``stories.jsonl``.
    """

    out: Path
    counts: Mapping[str, int]
    failed: Mapping[str, str] = field(default_factory=dict)
    unpaired: Mapping[str, str] = field(default_factory=dict)
    unrelated: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, int] = field(default_factory=dict)

    @property
    def coverage(self) -> float | None:
        """Share of Korean sentences that the English covers, in [0, 1]; None without sentences."""
        total = self.counts["covered"] + self.counts["omitted"]
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
    encoder: Encoder | None = None,
) -> RunSummary:
    """Align stories and write the corpus, the ledger and the report into a folder.

    Parameters
    ----------
    inputs
        Two files, a folder of stories, or a manifest; see ``aligner run --help``.
    out
        The run folder. A run that was stopped goes on where it was; of one that is complete only stories that are new
        or changed are worked on.
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
    encoder
        A model of your own in the place of the one that `config` names; see `aligner.types.Encoder`. With several
        workers it must be picklable.

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
    given_date((config or RunConfig()).date)
    started = time.perf_counter()
    config = config or RunConfig()
    unknown = [name for name in formats if name not in RUN_FORMATS]
    if unknown:
        raise ConfigError(f"unknown format {unknown[0]!r}", hint=f"choose from {', '.join(RUN_FORMATS)}")
    folder = RunFolder(Path(out))
    folder_cache = default_cache_dir() if cache == "default" else None if cache is None else Path(cache)
    if folder_cache is not None and (reason := why_unusable(folder_cache)):
        logging.getLogger("aligner").warning("aligner: %s: vector cache not used: %s", folder_cache, reason)
        folder_cache = None
    own = None if encoder is None else CheckedEncoder(encoder)
    with folder.locked():
        _tidy(folder, fresh)
        _check_settings(folder, config)
        model = (own or load_encoder(config.encoder)).info
        found = find_stories(inputs, config, folder.work, folder_cache)
        plan = plan_workers(config, workers, found.total)
        worker = ShardWorker(config, folder_cache, max(1, available_cores() // plan.workers), encoder)
        with open_results(folder.work, folder.kept) as results:
            for story, reason in found.failed.items():
                results.plan.fail(story, reason)
            results.work(
                found.stream(),
                settings_key(config, model.fingerprint),
                plan.engine(worker),
                shard=plan.shard,
                total=found.total,
                progress=progress or (lambda done, total: None),
            )
            identity = _identity(results, found, config)
            if folder.is_complete and folder.manifest.get("run") == identity:
                before = files_of(folder.manifest).items()
                kept = [name for name, places in before if all((folder.path / place).exists() for place in places)]
                if set(formats) <= set(kept):
                    shutil.rmtree(folder.work, ignore_errors=True)
                    return _summary(folder)
                # The record is the same: what was written of it in other formats is not stale.
                formats = list(dict.fromkeys([*(n for n in kept if n in RUN_FORMATS and n != "jsonl"), *formats]))
            merged = time.perf_counter()
            manifest = write_outputs(folder, results, found, config, formats, identity, model)
            keep(folder.kept, results.packed())
        manifest["timings"] = {
            "stories_seconds": round(merged - started, 3),
            "merge_seconds": round(time.perf_counter() - merged, 3),
            "workers": plan.workers,
            "cpu_seconds": {stage: round(seconds, 3) for stage, seconds in sorted(results.seconds.items())},
        }
        folder.write_manifest(manifest)
        if (folder.path / JOURNAL).is_file():
            # People have worked on this run: what stands beside the record shows their work.
            refresh_outputs(Corpus.open(folder.path))
        shutil.rmtree(folder.work, ignore_errors=True)
    return _summary(folder)


def _tidy(folder: RunFolder, fresh: bool) -> None:
    """Remove what a stopped writer left half done; with `fresh`, all that earlier runs worked out."""
    for left in folder.path.glob(".*.part"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
    if fresh:
        for path in folder.work.glob("*"):
            if path.name != "lock":
                path.unlink(missing_ok=True)
        shutil.rmtree(folder.kept, ignore_errors=True)
        folder.manifest_path.unlink(missing_ok=True)


# Settings that a complete run may be given anew: they change where it is made, or what is read from its results.
_FREE = ("doubt_below", "encoder.device", "encoder.batch_size")


def _check_settings(folder: RunFolder, config: RunConfig) -> None:
    """Refuse to put a run with other settings in the place of a complete one."""
    if not folder.is_complete:
        return
    before = {"version": folder.manifest.get("version"), **folder.manifest.get("config", {})}
    # Through JSON, where tuples are lists, so that equal settings compare equal.
    now = json.loads(json.dumps({"version": __version__, **config.to_dict()}))
    changed = [text for text in differences(before, now) if text.split(":")[0] not in _FREE]
    if changed:
        raise ConfigError(
            f"holds a run with other settings ({'; '.join(changed)})",
            file=folder.path,
            hint="choose another --out, or start over with --fresh",
        )


def _identity(results: Results, found: Inputs, config: RunConfig) -> str:
    digest = hashlib.sha256(f"{config.doubt_below}\n".encode())
    for rows in (results.plan.keys(), results.plan.failures()):
        for story, what in rows:
            digest.update(f"{story}\n{what!r}\n".encode())
    digest.update(json.dumps([sorted(found.unpaired), found.skipped]).encode())
    return digest.hexdigest()[:16]


def _summary(folder: RunFolder) -> RunSummary:
    manifest = RunFolder(folder.path).manifest
    return RunSummary(
        folder.path,
        manifest["counts"],
        manifest["failed"],
        manifest["unpaired"],
        manifest.get("unrelated", {}),
        manifest.get("warnings", {}),
    )
