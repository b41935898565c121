"""What a run has worked out, story by story, under a digest of everything that went in: made once, used again.

Results lie in one *pack*, a file of framed records that only grows while a run works: a record is there whole or not
at all, and one cut short by a crash is cut off. When the run is complete the pack is written again in the order of the
run, with an index beside it, so that the same stories leave the same bytes however the run went.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from aligner.artifacts.files import atomic_binary, atomic_folder, cannot_write

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["KEY_BYTES", "KeptResults", "Pack", "Plan", "keep"]

KEY_BYTES = 16
_FRAME = struct.Struct(f"<4s{KEY_BYTES}sII")  # magic, key, length, CRC-32 of the payload
_MAGIC = b"ALN1"
_NAME, _INDEX = "stories.pack", "stories.idx"


class Pack:
    """An append-only file of records.

    Parameters
    ----------
    path
        The file; made if missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch()
        self._file: BinaryIO = path.open("r+b")
        self._end = 0

    def scan(self) -> Iterator[tuple[bytes, int]]:
        """Yield (key, offset) of every whole record; a torn end is cut off."""
        size = self.path.stat().st_size
        at = 0
        while at + _FRAME.size <= size:
            self._file.seek(at)
            magic, key, length, _ = _FRAME.unpack(self._file.read(_FRAME.size))
            if magic != _MAGIC or at + _FRAME.size + length > size:
                break
            yield key, at
            at += _FRAME.size + length
        self._file.truncate(at)
        self._end = at

    def append(self, key: bytes, payload: bytes) -> int:
        """Write a record and return its offset.

        Raises
        ------
        OutputError
            If it cannot be written.
        """
        at = self._end
        try:
            self._file.seek(at)
            self._file.write(frame(key, payload))
            self._file.flush()
        except OSError as error:
            raise cannot_write(error, self.path) from error
        self._end = at + _FRAME.size + len(payload)
        return at

    def read(self, key: bytes, offset: int) -> bytes | None:
        """Return a record, None if it is damaged."""
        return read_frame(self._file, key, offset)

    def take(self, other: Path, known: set[bytes]) -> None:
        """Append the whole records of another pack whose keys are not `known`, and know them."""
        with other.open("rb") as file:
            size, at = other.stat().st_size, 0
            while at + _FRAME.size <= size:
                file.seek(at)
                magic, key, length, _ = _FRAME.unpack(file.read(_FRAME.size))
                if magic != _MAGIC:
                    return
                data = None if key in known else read_frame(file, key, at)
                if data is not None:
                    self.append(key, data)
                    known.add(key)
                at += _FRAME.size + length

    def close(self) -> None:
        """Write everything to disk.

        Raises
        ------
        OutputError
            If it cannot be written.
        """
        try:
            with self._file:
                self._file.flush()
                os.fsync(self._file.fileno())
        except OSError as error:
            raise cannot_write(error, self.path) from error


def frame(key: bytes, payload: bytes) -> bytes:
    """Return the bytes of a record."""
    return _FRAME.pack(_MAGIC, key, len(payload), zlib.crc32(payload)) + payload


def read_frame(file: BinaryIO, key: bytes, offset: int) -> bytes | None:
    """Return the payload at `offset` if it is `key`'s and whole."""
    file.seek(offset)
    head = file.read(_FRAME.size)
    if len(head) < _FRAME.size:
        return None
    magic, own, length, checksum = _FRAME.unpack(head)
    if magic != _MAGIC or own != key:
        return None
    payload = file.read(length)
    return payload if len(payload) == length and zlib.crc32(payload) == checksum else None


class KeptResults:
    """The pack that a complete run left: 16 bytes a story are mapped, not read.

    Parameters
    ----------
    folder
        ``OUT/.results``; nothing is found where it is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._file: BinaryIO | None = None
        self._keys: NDArray[np.uint64]
        self._offsets: NDArray[np.uint64]
        pack, index = folder / _NAME, folder / _INDEX
        try:
            size = index.stat().st_size
            if size % 16 == 0 and size and pack.is_file():
                import numpy as np

                table = np.memmap(index, dtype="<u8", mode="r", shape=(2, size // 16))
                self._keys, self._offsets = table[0], table[1]
                self._file = pack.open("rb")
        except OSError:
            self._file = None

    def find(self, key: bytes) -> int | None:
        """Return the offset of a whole record under `key`, None if there is none."""
        if self._file is None:
            return None
        wanted = _head(key)
        at = int(self._keys.searchsorted(self._keys.dtype.type(wanted)))
        while at < len(self._keys) and int(self._keys[at]) == wanted:
            offset = int(self._offsets[at])
            if read_frame(self._file, key, offset) is not None:
                return offset
            at += 1
        return None

    def read(self, key: bytes, offset: int) -> bytes | None:
        """Return a record, None if it is damaged."""
        return None if self._file is None else read_frame(self._file, key, offset)

    def close(self) -> None:
        """Let go of the files."""
        if self._file is not None:
            self._file.close()
            del self._keys, self._offsets
            self._file = None


def _head(key: bytes) -> int:
    return int.from_bytes(key[:8], "little")


def keep(folder: Path, records: Iterable[tuple[bytes, bytes]]) -> None:
    """Put records, each key once, in the place of what `folder` kept: their pack and its index, whole or not at all."""
    import numpy as np

    keys: list[NDArray[np.uint64]] = []
    offsets: list[NDArray[np.uint64]] = []
    with atomic_folder(folder, marker=_INDEX) as new:
        at = 0
        with (new / _NAME).open("wb") as pack:
            block: list[tuple[int, int]] = []
            for key, payload in records:
                block.append((_head(key), at))
                at += pack.write(frame(key, payload))
                if len(block) == 4096:
                    _settle(block, keys, offsets)
            _settle(block, keys, offsets)
            pack.flush()
            os.fsync(pack.fileno())
        own = np.concatenate(keys) if keys else np.zeros(0, np.uint64)
        order = np.argsort(own, kind="stable")
        with atomic_binary(new / _INDEX) as index:
            index.write(own[order].astype("<u8").tobytes())
            index.write((np.concatenate(offsets) if offsets else own)[order].astype("<u8").tobytes())


def _settle(block: list[tuple[int, int]], keys: list[NDArray[np.uint64]], offsets: list[NDArray[np.uint64]]) -> None:
    import numpy as np

    table = np.array(block, dtype=np.uint64).reshape(-1, 2)
    keys.append(table[:, 0])
    offsets.append(table[:, 1])
    block.clear()


class Plan:
    """The stories of a run in their order, on disk: id, key, and where the result lies. Made anew by every run."""

    KEPT, NEW, MISSING = 0, 1, 2

    def __init__(self, path: Path) -> None:
        self.path = path
        path.unlink(missing_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # What is lost in a crash is made again from the pack.
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-8000"):
            self._db.execute(f"PRAGMA {setting}")
        self._db.execute("CREATE TABLE story (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, key BLOB, place INT, at INT)")
        self._db.execute("CREATE TABLE done (key BLOB PRIMARY KEY, at INT) WITHOUT ROWID")
        self._db.execute("CREATE TABLE failure (id TEXT PRIMARY KEY, reason TEXT) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def add_done(self, key: bytes, offset: int) -> None:
        """Note that the pack of this run holds `key`."""
        self._db.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (key, offset))

    def find(self, key: bytes) -> int | None:
        """Return where the pack of this run holds `key`."""
        row = self._db.execute("SELECT at FROM done WHERE key = ?", (key,)).fetchone()
        return None if row is None else int(row[0])

    def add(self, seq: int, story: str, key: bytes, place: int, offset: int | None) -> bool:
        """Add a story; False if its id is taken."""
        try:
            self._db.execute("INSERT INTO story VALUES (?, ?, ?, ?, ?)", (seq, _text(story), key, place, offset))
        except sqlite3.IntegrityError:
            return False
        return True

    def settle(self, seq: int, offset: int) -> None:
        """Note where the result of a story lies in the pack of this run."""
        self._db.execute("UPDATE story SET place = ?, at = ? WHERE seq = ?", (self.NEW, offset, seq))

    def fail(self, story: str, reason: str) -> None:
        """Note that a story has no result, and why."""
        self._db.execute("INSERT OR REPLACE INTO failure VALUES (?, ?)", (_text(story), _text(reason)))

    def stories(self) -> Iterator[tuple[str, bytes, int, int]]:
        """Yield (id, key, place, offset) of the stories that have a result, in the order of the run."""
        yield from self._db.execute("SELECT id, key, place, at FROM story WHERE place != 2 ORDER BY seq")

    def keys(self) -> Iterator[tuple[str, bytes]]:
        """Yield (id, key) of every story, in the order of the run."""
        yield from self._db.execute("SELECT id, key FROM story ORDER BY seq")

    def failures(self) -> Iterator[tuple[str, str]]:
        """Yield (id, reason), by id."""
        yield from self._db.execute("SELECT id, reason FROM failure ORDER BY id")

    def count(self, place: int) -> int:
        """Return how many stories lie in `place`."""
        return int(self._db.execute("SELECT count(*) FROM story WHERE place = ?", (place,)).fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _text(value: str) -> str:
    # SQLite takes no lone surrogates.
    return value.encode("utf-8", "backslashreplace").decode("utf-8")
