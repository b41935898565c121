"""The run folder: where each result lies, and the manifest that says how it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from aligner.artifacts.files import atomic_text, cannot_write
from aligner.errors import InputError, OutputError

__all__ = ["RunFolder"]


SCHEMA = 2
"""Version of the run folder as a whole (docs/stability.md); within one, fields are only added."""


@dataclass(frozen=True)
class RunFolder:
    """A folder that ``aligner run`` writes and the other commands read.

    ``run.json`` (the manifest) is written last: a folder that has one is complete.
    """

    path: Path

    @classmethod
    def open(cls, path: str | Path) -> RunFolder:
        """Return the finished run at `path`.

        Raises
        ------
        InputError
            If `path` holds no finished run.
        """
        folder = cls(Path(path))
        if not folder.is_complete:
            raise InputError("is not a finished run (no run.json)", file=path, hint="make one with aligner run --out")
        folder.manifest  # noqa: B018 – a broken manifest is told now, not later
        return folder

    @staticmethod
    def is_run(path: str | Path) -> bool:
        """Whether `path` holds a finished run."""
        return RunFolder(Path(path)).is_complete

    @property
    def is_complete(self) -> bool:
        """Whether the manifest is there."""
        return self.manifest_path.is_file()

    @property
    def manifest_path(self) -> Path:
        """``run.json``."""
        return self.path / "run.json"

    @property
    def work(self) -> Path:
        """Where a run in progress keeps what it has worked out; gone when it is complete."""
        return self.path / ".run"

    @property
    def kept(self) -> Path:
        """Where a complete run keeps its results story by story, for the next one to use."""
        return self.path / ".results"

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """What ``run.json`` says."""
        try:
            manifest = json.loads(self.manifest_path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(
                f"cannot be read: {error}", file=self.manifest_path, hint="run aligner run again"
            ) from error
        if not isinstance(manifest, dict):
            raise InputError("is not a run manifest", file=self.manifest_path, hint="run aligner run again")
        schema = manifest.get("schema", 1)  # 0.1 wrote none
        if not isinstance(schema, int) or not 1 <= schema <= SCHEMA:
            raise InputError(
                f"was written in schema {schema!r}, this aligner reads 1 to {SCHEMA}",
                file=self.manifest_path,
                hint="use the aligner that made it, or run again with --fresh",
            )
        return manifest

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of ``NAME.jsonl`` (``pairs``, ``stories``, ``coverage``), one at a time.

        Raises
        ------
        InputError
            If the file is missing or a line is not a JSON object.
        """
        path = self.path / f"{name}.jsonl"
        try:
            with path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    try:
                        row = json.loads(line)  # bytes that are no UTF-8 are a ValueError too
                    except (ValueError, RecursionError) as error:
                        raise InputError(
                            f"line {number} is not JSON", file=path, hint="make the run again: aligner run --fresh"
                        ) from error
                    if not isinstance(row, dict):
                        raise InputError(
                            f"line {number} is no object", file=path, hint="make the run again: aligner run --fresh"
                        )
                    yield row
        except FileNotFoundError as error:
            raise InputError(
                "is missing", file=path, hint=f"run aligner run again with --format {name} or without --format"
            ) from error

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Write ``run.json``; the last act of a run. It says which `SCHEMA` the folder is in."""
        manifest = {"schema": SCHEMA, **manifest}
        with atomic_text(self.manifest_path) as file:
            json.dump(manifest, file, ensure_ascii=False, indent=2)
            file.write("\n")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out of the folder while the block lasts.

        Raises
        ------
        OutputError
            If the folder cannot be made or written, or another run is at work in it.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.work / "lock")
        try:
            self.work.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=0)
        except Timeout as error:
            raise OutputError(
                "another run is writing here", file=self.path, hint="wait for it or choose another --out"
            ) from error
        except OSError as error:
            raise cannot_write(error, self.path) from error
        try:
            yield
        finally:
            lock.release()
