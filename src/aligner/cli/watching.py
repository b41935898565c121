"""What a long command tells while it works: a bar or plain lines, JSON lines for machines, metrics for a batch job."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial, wraps
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

import click

from aligner.cli.speech import say
from aligner.errors import AlignerError

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["EVERY", "Watch", "watched"]

EVERY = 10.0
"""Seconds between plain lines, and between two writings of the metrics."""

_LOG = logging.getLogger("aligner")


class StageProgress(Protocol):
    """Called with how much is done, and of how much if that is known."""

    def __call__(self, done: int, total: int | None = None, /) -> None: ...


class Watch:
    """Progress of one command.

    Parameters
    ----------
    command
        Its name.
    verbose
        Also say when a stage begins, and what libraries of ours log.
    as_json
        Everything on standard error is one JSON object a line.
    metrics
        File for OpenMetrics text.
    """

    def __init__(self, command: str, *, verbose: bool, as_json: bool, metrics: Path | None) -> None:
        self.command, self.verbose, self.as_json, self.metrics = command, verbose, as_json, metrics
        self.quiet = False
        self.counts: dict[str, float] = {}
        self.stages: dict[str, tuple[int, int | None]] = {}
        self.cpu: dict[str, float] = {}
        self._began = self._last = time.monotonic()
        self._started = time.time()
        self._bar: Progress | None = None
        self._tasks: dict[str, Any] = {}

    def __call__(self, stage: str, done: int, total: int | None = None) -> None:
        """Take note of how far a stage is; say so now and then."""
        first = stage not in self.stages
        self.stages[stage] = (done, total)
        if self._bar is not None:
            if first:
                self._tasks[stage] = self._bar.add_task(stage, total=total)
            self._bar.update(self._tasks[stage], completed=done, total=total)
        now = time.monotonic()
        if first and self.verbose and not self.as_json:
            say(f"aligner: {stage} begins, {now - self._began:,.0f} s")
        if now - self._last >= EVERY:
            self._last = now
            self._tell(stage, done, total, now - self._began)
            self._write_metrics(None)

    def stage(self, name: str) -> StageProgress:
        """Return the progress of one stage."""
        return partial(self, name)

    def _tell(self, stage: str, done: int, total: int | None, seconds: float) -> None:
        if self.as_json:
            told = {"event": "progress", "stage": stage, "done": done, "seconds": round(seconds, 1)}
            _say(self.command, "info", **told, **({} if total is None else {"total": total}))
        elif self._bar is None and not self.quiet:
            of = f" of {total:,}" if total is not None else ""
            say(f"aligner: {stage}: {done:,}{of}, {seconds:,.0f} s")

    @contextmanager
    def watching(self) -> Iterator[Watch]:
        """Watch while the block lasts; its end, good or bad, is told."""
        if self.as_json:
            # It stays: what is said after the end (why it failed, how to go on) is for the same reader.
            sys.stderr = _JsonLines(sys.stderr, self.command)
        code = 0
        with _logged(self.verbose):
            try:
                yield self
            except BaseException as error:
                code = _code_of(error)
                if self.as_json and isinstance(error, AlignerError):
                    _say(self.command, "error", event="message", message=str(error))
                    sys.exit(code)
                raise
            finally:
                self._stop_bar()
                self._write_metrics(code)
                if self.as_json:
                    sys.stderr.flush()
                    took = round(time.monotonic() - self._began, 1)
                    _say(self.command, "info", event="end", exit=code, seconds=took, counts=self.counts)

    def show_bar(self) -> None:
        """Show bars if a person watches."""
        if self.quiet or self.as_json or self.verbose or not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()

    def _stop_bar(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def settle(self, counts: Mapping[str, float] | None = None, cpu: Mapping[str, float] | None = None) -> None:
        """Take what the command came to; its bars are done."""
        self._stop_bar()
        self.counts.update(counts or {})
        self.cpu.update(cpu or {})

    def _write_metrics(self, code: int | None) -> None:
        if self.metrics is None:
            return
        from aligner.artifacts import atomic_text

        # What watches must not end what it watches while that works.
        with suppress(Exception) if code is None else _said():
            with atomic_text(self.metrics) as file:
                file.writelines(f"{line}\n" for line in self._metrics(code))

    def _metrics(self, code: int | None) -> Iterator[str]:
        from aligner import __version__

        own = {"command": self.command}
        yield from _family("aligner_build", "info", "", [({**own, "version": __version__}, 1)])
        yield from _family("aligner_start_time_seconds", "gauge", "Unix time", [(own, round(self._started, 3))])
        took = round(time.monotonic() - self._began, 3)
        yield from _family("aligner_elapsed_seconds", "gauge", "Seconds since the start", [(own, took)])
        done = [({**own, "stage": name}, at) for name, (at, _) in self.stages.items()]
        yield from _family("aligner_stage_done", "gauge", "Items of a stage that are done", done)
        of = [({**own, "stage": name}, total) for name, (_, total) in self.stages.items() if total is not None]
        yield from _family("aligner_stage_items", "gauge", "Items of a stage", of)
        cpu = [({**own, "stage": name}, seconds) for name, seconds in self.cpu.items()]
        yield from _family("aligner_cpu_seconds", "gauge", "CPU seconds of all workers by stage", cpu)
        counts = [({**own, "what": name}, value) for name, value in self.counts.items()]
        yield from _family("aligner_count", "gauge", "What the command came to", counts)
        if code is not None:
            yield from _family("aligner_exit_code", "gauge", "0 done, 1 some failed, 2 bad use or input", [(own, code)])
            yield from _family("aligner_end_time_seconds", "gauge", "Unix time", [(own, round(time.time(), 3))])
        yield "# EOF"


def _family(name: str, kind: str, doc: str, samples: Sequence[tuple[dict[str, str], float]]) -> Iterator[str]:
    """Yield a metric family as OpenMetrics 1.0 has it (an info sample ends in ``_info``)."""
    if not samples:
        return
    yield f"# TYPE {name} {kind}"
    if doc:
        yield f"# HELP {name} {doc}"
    for labels, value in samples:
        told = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"{name}{'_info' if kind == 'info' else ''}{{{told}}} {value}"


def _escaped(text: str) -> str:
    return str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except AlignerError as error:
        say(f"aligner: no metrics: {error}")


def _say(command: str, level: str, **told: Any) -> None:
    out = sys.stderr.inner if isinstance(sys.stderr, _JsonLines) else sys.stderr
    now = time.time()
    stamp = f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now % 1 * 1000):03d}Z"
    out.write(json.dumps({"time": stamp, "level": level, "command": command, **told}, ensure_ascii=False) + "\n")
    out.flush()


class _JsonLines:
    """Standard error whose every line becomes a JSON object; what a command says needs to know nothing of it."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, inner: IO[str], command: str) -> None:
        self.inner, self.command = inner, command
        self._rest = ""

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            self._put(line)
        return len(text)

    def _put(self, line: str) -> None:
        message = line.strip().removeprefix("aligner: ")
        if message:
            level = "warning" if message.startswith("warning: ") else "info"
            _say(self.command, level, event="message", message=message.removeprefix("warning: "))

    def flush(self) -> None:
        self._put(self._rest)
        self._rest = ""
        self.inner.flush()

    def isatty(self) -> bool:
        return False


def _code_of(error: BaseException) -> int:
    """Return the status with which the command will exit."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if isinstance(error, KeyboardInterrupt):
        return 130
    signal = getattr(error, "number", None)
    return 128 + signal if isinstance(signal, int) else int(getattr(error, "exit_code", 2))


@contextmanager
def _logged(verbose: bool) -> Iterator[None]:
    """Have what the package logs said on standard error; warnings are without this."""
    if not verbose:
        yield
        return
    handler, level = logging.StreamHandler(_Stderr()), _LOG.level
    handler.setFormatter(logging.Formatter("aligner: %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    try:
        yield
    finally:
        _LOG.removeHandler(handler)
        _LOG.setLevel(level)


class _Stderr:
    """Whatever standard error is when something is written."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def watched(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``-v``, ``--log-json`` and ``--metrics``, and a parameter ``watch: Watch``."""

    @click.option("-v", "--verbose", is_flag=True, help="Say more of what is being done, in plain lines.")
    @click.option("--log-json", is_flag=True, help="Progress, messages and errors on stderr as JSON lines.")
    @click.option("--metrics", type=click.Path(path_type=Path), help="File for OpenMetrics text on how the job goes.")
    @wraps(function)
    def command(*args: Any, verbose: bool, log_json: bool, metrics: Path | None, **options: Any) -> Any:
        context = click.get_current_context()
        watch = Watch(context.info_name or "", verbose=verbose, as_json=log_json, metrics=metrics)
        watch.quiet = bool(options.get("quiet"))
        with watch.watching():
            watch.show_bar()
            return function(*args, watch=watch, **options)

    return command
