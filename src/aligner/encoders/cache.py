"""Vectors on disk, keyed by encoder fingerprint and text, shared safely by many processes, never beyond a limit.

Two files an encoder: ``NAME.vectors`` holds nothing but rows, 16-bit grid steps (see `aligner.encoders.grid`), or
float32 for an encoder whose vectors cannot be put on the grid; ``NAME.index``, a SQLite file, says which row is whose,
with a checksum and the day of its last use. A row counts once the index says so, and is written before.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sqlite3
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.encoders.grid import STEPS
from aligner.errors import ConfigError
from aligner.types import Encoder, EncoderInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.types import Vectors

__all__ = [
    "DEFAULT_LIMIT",
    "CacheFile",
    "CachedEncoder",
    "cache_files",
    "cache_limit",
    "clear_cache",
    "default_cache_dir",
    "why_unusable",
]

DEFAULT_LIMIT = 10 * 2**30
"""Bytes that the folder may hold; the environment variable ``ALIGNER_CACHE_LIMIT`` (such as ``2GB``) changes it."""

_WAIT_SECONDS = 60
_KEYS_A_QUERY = 500
_INDEX_BYTES = 48  # a row of the index, about
_PRUNED = 0.25
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs", "lustre"})
_log = logging.getLogger("aligner")


def default_cache_dir() -> Path:
    """Return the user's cache folder for aligner; the environment variable ``ALIGNER_CACHE`` moves it."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("ALIGNER_CACHE") or user_cache_path("aligner"))


def cache_limit() -> int:
    """Return how many bytes the cache may take.

    Raises
    ------
    ConfigError
        If ``ALIGNER_CACHE_LIMIT`` is no size.
    """
    text = os.environ.get("ALIGNER_CACHE_LIMIT", "").strip()
    if not text:
        return DEFAULT_LIMIT
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?", text, re.IGNORECASE)
    if not match:
        raise ConfigError(f"ALIGNER_CACHE_LIMIT is {text[:40]!r}", hint="give a size such as 500MB or 20GB")
    return int(float(match[1]) * 1024 ** " kmgt".index(match[2].lower() or " "))


def why_unusable(folder: Path) -> str | None:
    """Return why vectors cannot be remembered in `folder`, None if they can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            return "it cannot be written"
    except OSError as error:
        return (error.strerror or str(error)).lower()
    kind = _file_system(folder)
    if kind in _NETWORK:
        return f"it is on a network file system ({kind}), where locks cannot be relied on"
    return None


def _file_system(folder: Path) -> str:
    """Return the type of the file system that holds `folder`, ``""`` where that cannot be told."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
        place = folder.resolve()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        _, mount, name, *_ = line.split(" ")
        mount = mount.replace("\\040", " ")
        if place.is_relative_to(mount) and len(mount) > best:
            best, kind = len(mount), name
    return kind


class CachedEncoder:
    """An encoder that encodes each text once and remembers it.

    A cache that cannot be used (disk full, read-only, damaged, on a network file system) costs one line in the log and
    time, never a result; a row whose checksum is wrong is made again.

    Parameters
    ----------
    encoder
        The encoder to ask for texts not yet seen; it must give vectors on the grid, as all of aligner's and
        `CheckedEncoder` do.
    folder
        Where the files are; made if missing.
    limit
        Bytes that `folder` may hold; beyond it the rows that were not used for longest make room.

    Attributes
    ----------
    hits, misses
        Texts found, and distinct texts encoded, since this object was made.
    """

    def __init__(self, encoder: Encoder, folder: Path, limit: int | None = None) -> None:
        self.encoder = encoder
        self.hits = 0
        self.misses = 0
        self.folder = folder
        self.limit = cache_limit() if limit is None else limit
        name = re.sub(r"[^\w.-]+", "_", encoder.info.name)[:60]
        digest = hashlib.sha256(encoder.info.fingerprint.encode()).hexdigest()[:12]
        self.path = folder / f"{name}-{digest}.vectors"
        self._rows: _Rows | None = None
        reason = why_unusable(folder)
        if reason is None:
            try:
                self._rows = _Rows(self.path, encoder.info.dim, self.limit)
            except (sqlite3.Error, OSError) as error:
                reason = str(error)
        if reason is not None:
            self._give_up(reason)

    @property
    def info(self) -> EncoderInfo:
        """What the encoder behind the cache is."""
        return self.encoder.info

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), dim), unit rows, in the order of `texts`."""
        import numpy as np

        keys = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
        distinct = dict(zip(keys, texts, strict=True))
        out = np.empty((len(distinct), self.info.dim), dtype=np.float32)
        place = {key: i for i, key in enumerate(distinct)}
        known = self._get(distinct, place, out)
        missing = [key for key in distinct if key not in known]
        self.hits += len(texts) - len(missing)
        self.misses += len(missing)
        if missing:
            fresh = np.asarray(self.encoder.encode([distinct[key] for key in missing]), dtype=np.float32)
            out[[place[key] for key in missing]] = fresh
            self._put(missing, fresh)
        return out[[place[key] for key in keys]]

    def _get(self, keys: Mapping[bytes, str], place: Mapping[bytes, int], out: Vectors) -> set[bytes]:
        if self._rows is None:
            return set()
        try:
            return self._rows.get(list(keys), place, out)
        except (sqlite3.Error, OSError) as error:
            self._give_up(str(error))
            return set()

    def _put(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        if self._rows is None:
            return
        try:
            self._rows.put(keys, vectors)
        except (sqlite3.Error, OSError) as error:
            self._give_up(str(error))

    def _give_up(self, reason: str) -> None:
        if self._rows is not None:
            self._rows.close()
            self._rows = None
        _log.warning("aligner: %s: vector cache not used: %s", self.folder, " ".join(reason.split()))


class _Rows:
    """The two files of one encoder."""

    def __init__(self, path: Path, dim: int, limit: int) -> None:
        self.path, self.dim, self.limit = path, dim, limit
        self.index = path.with_suffix(".index")
        self._db = sqlite3.connect(self.index, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        # One journal that is truncated: unlike a write-ahead log it needs no memory shared between machines.
        self._db.execute("PRAGMA journal_mode=TRUNCATE")
        self._db.execute("PRAGMA synchronous=OFF")
        with self._writing():
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS row (key BLOB PRIMARY KEY, at INT, crc INT, used INT) WITHOUT ROWID"
            )
            self._db.execute("CREATE TABLE IF NOT EXISTS free (at INTEGER PRIMARY KEY)")
            self._db.execute("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INT)")
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)

    def close(self) -> None:
        self._db.close()
        os.close(self._file)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _meta(self, name: str) -> int | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else int(row[0])

    def _set(self, name: str, value: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def get(self, keys: Sequence[bytes], place: Mapping[bytes, int], out: Vectors) -> set[bytes]:
        """Fill the rows of `out` that are known and whole; return their keys."""
        import numpy as np

        width = self._meta("width")
        if width is None:
            return set()
        kind = np.dtype("<i2" if width == 2 else "<f4")
        today, stale, known = _today(), [], set()
        for start in range(0, len(keys), _KEYS_A_QUERY):
            part = keys[start : start + _KEYS_A_QUERY]
            marks = ",".join("?" * len(part))
            found = self._db.execute(f"SELECT key, at, crc, used FROM row WHERE key IN ({marks})", part).fetchall()
            for key, at, crc, used in found:
                data = self._read(at, width)
                if zlib.crc32(data) != crc:
                    continue
                row = np.frombuffer(data, dtype=kind)
                out[place[key]] = row if width == 4 else row.astype(np.float32) / STEPS
                known.add(key)
                if used != today:
                    stale.append((today, key))
        if stale:
            with self._writing():
                self._db.executemany("UPDATE row SET used = ? WHERE key = ?", stale)
        return known

    def _read(self, at: int, width: int) -> bytes:
        size = self.dim * width
        if hasattr(os, "pread"):
            return os.pread(self._file, size, at * size)
        os.lseek(self._file, at * size, os.SEEK_SET)
        return os.read(self._file, size)

    def _write(self, at: int, data: bytes) -> None:
        if hasattr(os, "pwrite"):
            os.pwrite(self._file, data, at * len(data))
            return
        os.lseek(self._file, at * len(data), os.SEEK_SET)
        os.write(self._file, data)

    def put(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Remember vectors; in a 16-bit file those off the grid are not."""
        import numpy as np

        whole = vectors * np.float32(STEPS)
        on_grid: NDArray[np.bool_] = (whole == np.rint(whole)).all(axis=1)
        with self._writing():
            width = self._meta("width")
            if width is None:
                width = 2 if on_grid.all() else 4
                self._set("width", width)
            keep = np.flatnonzero(on_grid) if width == 2 else np.arange(len(keys))
            rows = whole.astype("<i2") if width == 2 else vectors.astype("<f4")
            places = self._room(len(keep), self.dim * width)
            today = _today()
            entries = []
            for at, i in zip(places, keep.tolist(), strict=False):
                data = rows[i].tobytes()
                self._write(at, data)
                entries.append((keys[i], at, zlib.crc32(data), today))
            # Another process may have been first, or the row was damaged: its old place is free again.
            self._forget([entry[0] for entry in entries])
            self._db.executemany("INSERT INTO row VALUES (?, ?, ?, ?)", entries)

    def _room(self, count: int, size: int) -> list[int]:
        """Return places for new rows, fewer than `count` if the limit allows no more."""
        most = max(0, self.limit - self._others()) // (size + _INDEX_BYTES)
        end = self._meta("end") or 0
        free = [at for (at,) in self._db.execute("SELECT at FROM free LIMIT ?", (count,))]
        short = count - len(free) - max(0, most - end)
        if short > 0:
            wanted = max(short, int(_PRUNED * end))
            oldest = self._db.execute("SELECT key FROM row ORDER BY used LIMIT ?", (wanted,)).fetchall()
            self._forget([key for (key,) in oldest])
            free = [at for (at,) in self._db.execute("SELECT at FROM free LIMIT ?", (count,))]
        self._db.executemany("DELETE FROM free WHERE at = ?", [(at,) for at in free])
        added = list(range(end, min(end + count - len(free), max(most, end))))
        self._set("end", end + len(added))
        return free + added

    def _forget(self, keys: Sequence[bytes]) -> None:
        self._db.executemany("INSERT OR IGNORE INTO free SELECT at FROM row WHERE key = ?", [(k,) for k in keys])
        self._db.executemany("DELETE FROM row WHERE key = ?", [(key,) for key in keys])

    def _others(self) -> int:
        own = (self.path.name, self.index.name)  # with its journal
        others = (path for path in self.path.parent.iterdir() if not path.name.startswith(own) and path.is_file())
        return sum(path.stat().st_size for path in others)


def _today() -> int:
    return int(time.time() // 86400)


@dataclass(frozen=True, slots=True)
class CacheFile:
    """One encoder's share of the cache: its name, bytes on disk, and how many texts it remembers."""

    name: str
    size: int
    texts: int | None


def cache_files(folder: Path) -> list[CacheFile]:
    """Return what is in a cache folder, by name; files of earlier versions too, whose texts are not counted."""
    sizes: dict[str, int] = {}
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.is_file() and _OURS.search(path.name):
            name = _OURS.sub("", path.name)
            sizes[name] = sizes.get(name, 0) + path.stat().st_size
    return [CacheFile(name, size, _texts(folder / f"{name}.index")) for name, size in sizes.items()]


_OURS = re.compile(r"\.(?:vectors|index|sqlite)(?:-(?:wal|shm|journal))?$")


def _texts(index: Path) -> int | None:
    if not index.is_file():
        return None
    try:
        db = sqlite3.connect(f"file:{index}?mode=ro", uri=True)
        try:
            return int(db.execute("SELECT count(*) FROM row").fetchone()[0])
        finally:
            db.close()
    except sqlite3.Error:
        return None


def clear_cache(folder: Path) -> int:
    """Delete all that is remembered in `folder`; return the bytes freed."""
    freed = 0
    for path in list(folder.glob("*")) if folder.is_dir() else ():
        if path.is_file() and _OURS.search(path.name):
            freed += path.stat().st_size
            path.unlink()
    return freed
