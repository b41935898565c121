"""A run: find the stories, have an engine do those without a result, write the outputs, the manifest last."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from aligner import __version__
from aligner.artifacts import RunFolder, atomic_text
from aligner.artifacts.remote import is_url, local_name, room_of, url_of
from aligner.artifacts.results import Pack, keep
from aligner.config import RunConfig, differences
from aligner.encoders import CheckedEncoder, available_cores, default_cache_dir, load_encoder
from aligner.encoders.cache import why_unusable
from aligner.engines import Died
from aligner.engines.dask import Dask
from aligner.errors import AlignerError, ConfigError, InputError
from aligner.exporters import FORMATS
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.dates import given_date
from aligner.pipeline.inputs import Inputs, find_stories
from aligner.pipeline.merging import files_of, write_outputs
from aligner.pipeline.outputs import refresh_outputs
from aligner.pipeline.pool import plan_workers
from aligner.pipeline.shards import MOST_STORIES, Shard, ShardWorker, settings_key
from aligner.pipeline.stores import job_in, part_of, run_folder_of
from aligner.pipeline.summary import RunSummary, summary_of
from aligner.pipeline.work import Answer, Results, open_results
from aligner.readers import Failure
from aligner.review import JOURNAL
from aligner.types import Encoder, EncoderInfo

__all__ = ["DEFAULT_FORMATS", "RUN_FORMATS", "RunSummary", "gather", "run"]

DEFAULT_FORMATS = ("tsv", "tmx", "align", "report")
"""What a run writes beside its record (``pairs.jsonl``, ``stories.jsonl``, ``coverage.jsonl``, ``run.json``)."""

RUN_FORMATS = ("jsonl", "align", "report", *(name for name in FORMATS if name not in ("jsonl", "vecalign")))
"""What ``formats`` may hold."""

Progress = Callable[[int, int | None], None]
"""Called with (stories done, stories in all; None while that is not known)."""


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
    dask: str | None = None,
    part: tuple[int, int] | None = None,
    dry_run: bool = False,
) -> RunSummary:
    """Align stories and write the corpus, the ledger and the report into a folder.

    Parameters
    ----------
    inputs
        Two files, a folder of stories, or a manifest, or URLs of them; see ``aligner run --help``.
    out
        The run folder, or the URL of one in an object store. A run that was stopped goes on where it was; of one that
        is complete only stories that are new or changed are worked on.
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
    dask
        ``tcp://host:port`` of a Dask scheduler, or ``local`` or ``local:N``: its workers work on the stories, which
        they must be able to read under the same names. The results are the same bytes.
    part
        ``(i, n)``: work on the i-th of n parts of the stories only, from 1, and write no outputs; `gather` does when
        all parts are there. How stories are parted depends on their ids alone.
    dry_run
        Only find out what would be done: ``counts`` has ``stories`` (to be worked on), ``reused``, ``failed`` (refused
        before anything is read) and ``unpaired``. Nothing is written.

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
    if is_url(out):
        asked: dict[str, Any] = {
            "config": config, "formats": formats, "workers": workers, "cache": cache, "fresh": fresh,
            "encoder": encoder, "dask": dask, "dry_run": dry_run,
        }  # fmt: skip
        if part is not None:
            with part_of(str(out), part_name(*part), progress) as (place, told):
                return run(inputs, place, progress=told, part=part, **asked)
        with run_folder_of(str(out), progress, fresh=fresh, dry=dry_run) as (place, told):
            return run(inputs, place, progress=told, **asked)
    out = local_name(str(out))
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
    job = _Job(inputs, folder, config, formats, workers, folder_cache, progress, encoder, dask)
    if dry_run:
        if not fresh:
            _check_settings(folder, config)
        return job.look()
    if part is not None:
        return job.work_on_part(*part)
    with folder.locked():
        _tidy(folder, fresh)
        _check_settings(folder, config)
        try:
            return job.run(started)
        except AlignerError:
            _leave_nothing(folder)
            raise


def _leave_nothing(folder: RunFolder) -> None:
    """Remove what a run leaves that ended before it had any result: a mistyped name makes no folder."""
    pack = folder.work / "results.pack"
    if not pack.exists() or not pack.stat().st_size:
        shutil.rmtree(folder.work, ignore_errors=True)
        with suppress(OSError):  # there is something else in it
            folder.path.rmdir()


def gather(out: str | Path, *, progress: Progress | None = None, workers: int | None = None) -> RunSummary:
    """Write the outputs of a run whose parts were worked on by ``run(part=…)``; what a part lacks is worked on here.

    Raises
    ------
    InputError
        If no part was begun in `out`.
    """
    folder = RunFolder(room_of(str(out)) if is_url(out) else Path(local_name(str(out))))
    job = job_in(str(out)) if is_url(out) else folder.work / _JOB
    try:
        told = json.loads(job.read_text(encoding="utf-8"))
        config = RunConfig.from_dict(told["config"])
        inputs, formats, cache = told["inputs"], told["formats"], told["cache"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            "holds no parts of a run",
            file=url_of(folder.path),
            hint="make them with aligner run INPUT --out DIR --shard I/N",
        ) from error
    if not is_url(out):  # what parts sent to a store the run takes from there
        with folder.locked():
            pack = Pack(folder.work / "results.pack")
            known = {key for key, _ in pack.scan()}
            for place in sorted(folder.work.glob("part-*-of-*")):
                with suppress(FileNotFoundError):
                    pack.take(place / "results.pack", known)
            pack.close()
    return run(inputs, out, config=config, formats=formats, cache=cache, progress=progress, workers=workers)


_JOB = "job.json"


def part_name(number: int, parts: int) -> str:
    """Return what the folder of a part is called."""
    if not 1 <= number <= parts:
        raise ConfigError(f"the part is {number}/{parts}", hint="give I/N with I from 1 to N")
    return f"part-{number:05d}-of-{parts:05d}"


@dataclass(frozen=True)
class _Job:
    """A run that is asked for; attributes as for `run`."""

    inputs: Sequence[str | Path]
    folder: RunFolder
    config: RunConfig
    formats: Sequence[str]
    workers: int | None
    cache: Path | None
    progress: Progress | None
    encoder: Encoder | None
    dask: str | None

    def _work(self, results: Results, work: Path, mine: Callable[[str], bool] | None = None) -> tuple[Inputs, int]:
        """Have the stories worked on; return what was found, and how many workers there were."""
        found = find_stories(self.inputs, self.config, work, self.cache)
        plan = plan_workers(self.config, self.workers, found.total)
        threads = 1 if self.dask else max(1, available_cores() // plan.workers)
        config, base = (_anywhere(self.config), Path.cwd()) if self.dask else (self.config, None)
        settings = settings_key(self.config, self.model.fingerprint)
        worker = ShardWorker(config, self.cache, threads, self.encoder, base=base, settings=settings)
        for story, reason in found.failed.items():
            results.plan.fail(story, reason)
        stories = found.stream()
        if mine is not None:
            stories = (s for s in stories if mine(s.id if isinstance(s, Failure) else s.files.id))
        results.work(
            stories,
            settings,
            Dask(self.dask, worker, Shard.split).map if self.dask else plan.engine(worker),
            shard=MOST_STORIES if self.dask and found.total is None else plan.shard,
            total=None if mine else found.total,
            progress=self.progress or (lambda done, total: None),
        )
        return found, plan.workers

    @cached_property
    def model(self) -> EncoderInfo:
        """What the encoder is; loads a model that is none of the bundled ones, so that a wrong name is told first."""
        return (CheckedEncoder(self.encoder) if self.encoder else load_encoder(self.config.encoder)).info

    def look(self) -> RunSummary:
        """Find out what a complete run here already has, and what is left to do."""
        with tempfile.TemporaryDirectory() as work, open_results(Path(work), self.folder.kept) as results:
            found = find_stories(self.inputs, self.config, Path(work), self.cache)
            for story, reason in found.failed.items():
                results.plan.fail(story, reason)
            settings = settings_key(self.config, self.model.fingerprint)
            results.work(
                found.stream(),
                settings,
                _nothing,
                shard=MOST_STORIES,
                total=found.total,
                progress=lambda done, total: None,
            )
            failed = dict(results.plan.failures())
            counts = dict.fromkeys(("ko_sentences", "en_sentences", "pairs", "covered", "omitted"), 0) | {
                "stories": results.plan.count(results.plan.MISSING),
                "reused": results.reused,
                "failed": len(failed),
                "unpaired": len(found.unpaired),
            }
        return RunSummary(self.folder.path, counts, failed, found.unpaired)

    def work_on_part(self, number: int, parts: int) -> RunSummary:
        """Work on the stories of one part and keep their results beside those of the other parts."""
        self.model  # noqa: B018 – a wrong name is told before anything is written
        place = RunFolder(self.folder.work / part_name(number, parts))
        told = {
            "config": self.config.to_dict(),
            "inputs": [str(name) for name in self.inputs],
            "formats": list(self.formats),
            "cache": None if self.cache is None else str(self.cache),
        }
        with place.locked():
            job = self.folder.work / _JOB
            if job.is_file() and json.loads(job.read_text(encoding="utf-8"))["config"] != json.loads(
                json.dumps(told["config"])
            ):
                raise ConfigError("holds parts with other settings", file=self.folder.path, hint="choose another --out")
            with atomic_text(job) as file:
                json.dump(told, file, ensure_ascii=False)
            with open_results(place.path, self.folder.kept) as results:
                self._work(results, place.work, lambda story: zlib.crc32(story.encode()) % parts == number - 1)
                counts = dict.fromkeys(("ko_sentences", "en_sentences", "pairs", "covered", "omitted"), 0)
                failed = dict(results.plan.failures())
                counts |= {"stories": sum(1 for _ in results.plan.stories()), "failed": len(failed)}
            (place.path / "plan.sqlite").unlink(missing_ok=True)
        return RunSummary(self.folder.path, counts, failed)

    def run(self, started: float) -> RunSummary:
        """Work on what has no result, and write the outputs."""
        folder, config, formats = self.folder, self.config, self.formats
        self.model  # noqa: B018
        with open_results(folder.work, folder.kept) as results:
            found, workers = self._work(results, folder.work)
            identity = _identity(results, found, config)
            if folder.is_complete and folder.manifest.get("run") == identity:
                before = files_of(folder.manifest).items()
                kept = [name for name, places in before if all((folder.path / place).exists() for place in places)]
                if set(formats) <= set(kept):
                    shutil.rmtree(folder.work, ignore_errors=True)
                    return summary_of(folder)
                # The record is the same: what was written of it in other formats is not stale.
                formats = list(dict.fromkeys([*(n for n in kept if n in RUN_FORMATS and n != "jsonl"), *formats]))
            merged = time.perf_counter()
            manifest = write_outputs(folder, results, found, config, formats, identity, self.model)
            keep(folder.kept, results.packed())
        manifest["timings"] = {
            "stories_seconds": round(merged - started, 3),
            "merge_seconds": round(time.perf_counter() - merged, 3),
            "workers": self.dask or workers,
            "cpu_seconds": {stage: round(seconds, 3) for stage, seconds in sorted(results.seconds.items())},
        }
        folder.write_manifest(manifest)
        if (folder.path / JOURNAL).is_file():
            # People have worked on this run: what stands beside the record shows their work.
            refresh_outputs(Corpus.open(folder.path))
        shutil.rmtree(folder.work, ignore_errors=True)
        return summary_of(folder)


def _anywhere(config: RunConfig) -> RunConfig:
    """Return settings whose files are named so that a worker in another folder finds them."""
    names = {"glossary": config.glossary, "encoder.name": config.encoder.name}
    whole = {key: str(Path(name).absolute()) for key, name in names.items() if name and Path(name).exists()}
    return config.with_flags(**whole)


def _nothing(shards: Iterable[Shard]) -> Iterator[tuple[Shard, Answer | Died]]:
    """Work on no shard: an engine for a dry run."""
    for _ in shards:
        yield from ()


def _tidy(folder: RunFolder, fresh: bool) -> None:
    """Remove what a stopped writer left half done; with `fresh`, all that earlier runs worked out."""
    for left in folder.path.glob(".*.part"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
    if fresh:
        for path in folder.work.glob("*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != "lock":
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
