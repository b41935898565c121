"""The review record on disk: ``review.jsonl`` in the run folder, only ever added to."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aligner.errors import InputError, OutputError
from aligner.review.entries import Entry

__all__ = ["JOURNAL", "Journal", "reviewer"]

JOURNAL = "review.jsonl"
_WAIT = 60.0


def reviewer() -> str:
    """Return the name that entries bear by default: ``ALIGNER_REVIEWER``, else the user's login name."""
    if name := os.environ.get("ALIGNER_REVIEWER", "").strip():
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


@dataclass
class Journal:
    """The review record of the run in `folder`.

    An entry is on the disk (``fsync``) before `append` returns; a line that a crash left torn is passed over and
    counted in `damaged`, and the next entry starts a line of its own. Appending takes a file lock, so several
    programs may write.
    """

    folder: Path
    damaged: int = 0
    _entries: list[Entry] = field(default_factory=list, repr=False)
    _read_to: int = field(default=0, repr=False)
    _identity: tuple[int, int] = field(default=(0, 0), repr=False)

    @property
    def path(self) -> Path:
        """``review.jsonl``."""
        return self.folder / JOURNAL

    def entries(self) -> Sequence[Entry]:
        """Return every entry so far, in the order they were written; what was read before is not read again."""
        try:
            with self.path.open("rb") as stream:
                stat = os.fstat(stream.fileno())
                identity = (stat.st_dev, stat.st_ino)
                if identity != self._identity or stat.st_size < self._read_to:
                    self._entries, self._read_to, self._identity, self.damaged = [], 0, identity, 0
                stream.seek(self._read_to)
                fresh = stream.read()
        except FileNotFoundError:
            self._entries, self._read_to, self.damaged = [], 0, 0
            return ()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}", file=self.path) from error
        # What follows the last line end is an entry in the making, or one that a crash cut short.
        whole = fresh.rfind(b"\n") + 1
        for line in fresh[:whole].split(b"\n"):
            if line.strip():
                self._take(line)
        self._read_to += whole
        return tuple(self._entries)

    def _take(self, line: bytes) -> None:
        try:
            row = json.loads(line)
        except ValueError:
            self.damaged += 1
            return
        if not isinstance(row, dict):
            self.damaged += 1
            return
        try:
            self._entries.append(Entry.from_row(row))
        except InputError as error:
            raise InputError(error.problem, file=self.path, hint=error.hint) from error

    def append(self, entries: Sequence[Entry]) -> None:
        """Add `entries`, all or none of them as far as the disk can promise.

        Raises
        ------
        OutputError
            If the record cannot be written, or is locked for a minute.
        """
        if not entries:
            return
        text = "".join(json.dumps(entry.to_row(), ensure_ascii=False) + "\n" for entry in entries)
        try:
            data = text.encode()
        except UnicodeEncodeError:
            # A lone surrogate cannot be UTF-8; escaped it can.
            data = "".join(json.dumps(entry.to_row()) + "\n" for entry in entries).encode()
        with self.locked():
            try:
                new = not self.path.exists()
                with self.path.open("ab+") as stream:
                    end = stream.seek(0, os.SEEK_END)
                    if end:
                        stream.seek(end - 1)
                        if stream.read(1) != b"\n":
                            data = b"\n" + data
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                if new:
                    _sync_folder(self.folder)
            except OSError as error:
                raise OutputError(
                    f"cannot be written: {(error.strerror or str(error)).lower()}",
                    file=self.path,
                    hint="free space or make the folder writable, then do the edit again",
                ) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers of this record out while the block lasts; may be entered again within.

        Raises
        ------
        OutputError
            If another program holds the lock for a minute, or the folder cannot be written.
        """
        from filelock import FileLock, Timeout

        try:
            lock = FileLock(self.folder / ".review.lock", is_singleton=True)
            with lock.acquire(timeout=_WAIT):
                yield
        except Timeout as error:
            raise OutputError("is being written by another program", file=self.path, hint="try again") from error
        except (PermissionError, NotADirectoryError) as error:
            raise OutputError(
                f"cannot be written: {(error.strerror or str(error)).lower()}",
                file=self.path,
                hint="make the run folder writable",
            ) from error


def _sync_folder(folder: Path) -> None:
    """Make a new file's name durable; systems that cannot open a folder need no such step."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
