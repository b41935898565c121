"""Vectors on disk, keyed by encoder fingerprint and text, shared safely by many processes."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.types import Encoder, EncoderInfo

if TYPE_CHECKING:
    from aligner.types import Vectors

__all__ = ["CachedEncoder", "default_cache_dir"]

_WAIT_SECONDS = 60
_KEYS_A_QUERY = 500


def default_cache_dir() -> Path:
    """Return the user's cache folder for aligner; the environment variable ``ALIGNER_CACHE`` moves it."""
    import os

    from platformdirs import user_cache_path

    return Path(os.environ.get("ALIGNER_CACHE") or user_cache_path("aligner"))


class CachedEncoder:
    """An encoder that encodes each text once and remembers it in a SQLite file.

    One file an encoder fingerprint; a row a text: BLAKE2b digest of its UTF-8 bytes → float32 vector, exactly as the
    encoder gave it. SQLite's write-ahead log makes concurrent runs and crashes safe: a row is there whole or not at
    all. A cache that cannot be used (disk full, read-only, damaged) costs one warning and time, never a result.

    Parameters
    ----------
    encoder
        The encoder to ask for texts not yet seen.
    folder
        Where the files are; made if missing.

    Attributes
    ----------
    hits, misses
        Texts found, and distinct texts encoded, since this object was made.
    """

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self.encoder = encoder
        self.hits = 0
        self.misses = 0
        self._connection: sqlite3.Connection | None = None
        name = re.sub(r"[^\w.-]+", "_", encoder.info.name)[:60]
        digest = hashlib.sha256(encoder.info.fingerprint.encode()).hexdigest()[:12]
        self.path = folder / f"{name}-{digest}.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, check_same_thread=False)
            with self._connection as db:
                db.execute("PRAGMA journal_mode=WAL")
                db.execute("PRAGMA synchronous=NORMAL")
                db.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    @property
    def info(self) -> EncoderInfo:
        """What the encoder behind the cache is."""
        return self.encoder.info

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), dim), unit rows, in the order of `texts`."""
        import numpy as np

        keys = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
        known = self._get(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        self.hits += len(texts) - len(missing)
        self.misses += len(missing)
        if missing:
            fresh = np.ascontiguousarray(self.encoder.encode(list(missing.values())), dtype=np.float32)
            vectors = {key: row.tobytes() for key, row in zip(missing, fresh, strict=True)}
            self._put(vectors)
            known |= vectors
        flat = b"".join(known[key] for key in keys)
        return np.frombuffer(flat, dtype=np.float32).reshape(len(texts), self.info.dim).copy()

    def _get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        if self._connection is None:
            return found
        try:
            for part in _parts(list(dict.fromkeys(keys))):
                marks = ",".join("?" * len(part))
                found.update(self._connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part))
        except sqlite3.Error as error:
            self._give_up(error)
        size = 4 * self.info.dim
        return {key: vector for key, vector in found.items() if len(vector) == size}

    def _put(self, vectors: dict[bytes, bytes]) -> None:
        if self._connection is None:
            return
        try:
            with self._connection as db:
                db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", vectors.items())
        except sqlite3.Error as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self._connection = None
        warnings.warn(f"{self.path}: vector cache not used: {error}", RuntimeWarning, stacklevel=3)


def _parts(keys: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(keys), _KEYS_A_QUERY):
        yield keys[start : start + _KEYS_A_QUERY]
