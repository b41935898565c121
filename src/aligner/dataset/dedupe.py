"""Near-duplicates in a corpus of any size: MinHash, bands on disk, exact comparison of what falls together.

Broder 1997, "On the resemblance and containment of documents"; banding after Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", section 3.4. The signatures come from the library ``rensa``. Memory holds a few numbers a row; texts,
tokens and band hashes stay on disk.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from aligner.artifacts import cannot_write

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NearDuplicates", "band_shape"]

SEED = 42
# A batch ends at whichever comes first, so that stories take no more memory than pairs: some 80 bytes a character.
_FLUSH_ROWS, _FLUSH_CHARACTERS = 4_000, 250_000
# Rows of one band whose hashes are sorted at a time.
_SORTED = 500_000
# A band bucket larger than this compares its rows with this many representatives only: boilerplate that a whole corpus
# shares would otherwise cost the square of its count.
_REPRESENTATIVES = 8
_MARKS = re.compile(r"[\W_]+")


def band_shape(threshold: float) -> tuple[int, int]:
    """Return (bands, rows a band) so that a pair at `threshold` is missed at most once in a hundred.

    A pair of Jaccard similarity s falls together in some band with probability 1 − (1 − s^rows)^bands.
    """
    for rows in (6, 5, 4, 3, 2, 1):
        bands = 96 // rows
        if (1 - threshold**rows) ** bands <= 0.01:
            return bands, rows
    return 96, 1


class NearDuplicates:
    """Finds, for every row, an earlier row that says almost the same.

    Parameters
    ----------
    threshold
        Jaccard similarity of the two rows' character runs, 0 to 1, from which they count as duplicates.
    runs
        Letters of a run, Korean and English. Short runs for sentences; long ones for stories, of which any two share
        thousands of short ones.
    folder
        Where the temporary files go; the system's temporary folder by default.

    Notes
    -----
    Rows are compared by runs of letters, white space, marks and case left out, so that spacing and punctuation make no
    difference. Candidates are compared exactly, on 32-bit hashes of the runs.
    """

    def __init__(self, threshold: float, *, runs: tuple[int, int] = (3, 5), folder: Path | None = None) -> None:
        self.threshold, self.runs = threshold, runs
        self.bands, self.rows = band_shape(threshold)
        self._room = tempfile.TemporaryDirectory(prefix="aligner-dedupe-", dir=folder)
        room = Path(self._room.name)
        self._tokens_path, self._ends_path = room / "tokens", room / "ends"
        self._tokens, self._ends = self._tokens_path.open("wb"), self._ends_path.open("wb")
        self._band_paths = [room / f"band{n}" for n in range(self.bands)]
        self._band_files = [path.open("wb") for path in self._band_paths]
        self._late = bytearray()
        self._batch: list[tuple[str, str]] = []
        self._batch_late: list[bool] = []
        self._characters = 0
        self._end = 0
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the temporary files."""
        for stream in self._streams:
            stream.close()
        self._room.cleanup()

    @property
    def _streams(self) -> list[IO[bytes]]:
        return [self._tokens, self._ends, *self._band_files]

    def add(self, ko: str, en: str, *, late: bool = False) -> None:
        """Add a row; `late` rows (rejected already) never stand for others that are not late."""
        self._batch.append((ko, en))
        self._batch_late.append(late)
        self._characters += len(ko) + len(en)
        self.count += 1
        if len(self._batch) >= _FLUSH_ROWS or self._characters >= _FLUSH_CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        import numpy as np
        from rensa import RMinHash

        if not self._batch:
            return
        tokens, ends = _runs(self._batch, self.runs)
        starts = np.concatenate([[0], ends])
        digests = RMinHash.digest_matrix_from_flat_token_hashes(
            tokens.astype(np.uint64), starts.tolist(), self.bands * self.rows, SEED
        )
        matrix = np.array(digests.to_rows(), dtype=np.uint32).reshape(len(ends), self.bands, self.rows)
        try:
            tokens.tofile(self._tokens)
            (ends + self._end).tofile(self._ends)
            for band, stream in enumerate(self._band_files):
                _mix(matrix[:, band, :]).tofile(stream)
        except OSError as error:
            raise cannot_write(error, Path(self._room.name)) from error
        self._late += bytes(self._batch_late)
        self._end += int(ends[-1])
        self._batch, self._batch_late, self._characters = [], [], 0

    def find(self) -> tuple[NDArray[Any], NDArray[np.float32]]:
        """Return for every row the row it duplicates, and how alike they are.

        Returns
        -------
        original : int32 (rows,), int64 beyond two thousand million
            Number of the row that is kept in its place, −1 for a row that stands for itself. Never a chain: the row
            named is one that is kept.
        similarity : float32 (rows,)
            Jaccard similarity to the row that first caught it, 0 where `original` is −1.
        """
        import numpy as np

        self._flush()
        original: NDArray[Any] = np.full(self.count, -1, dtype=np.int32 if self.count < 2**31 else np.int64)
        similarity = np.zeros(self.count, dtype=np.float32)
        if not self.count:
            return original, similarity
        for stream in self._streams:
            stream.flush()
        # Rows that are not late come first, each kind in corpus order; the first of a bucket is kept.
        late = np.frombuffer(self._late, dtype=bool)
        with _Tokens(self._tokens_path, self._ends_path) as tokens:
            for path in self._band_paths:
                for bucket in _buckets(np.fromfile(path, dtype=np.uint64), late):
                    self._compare(bucket, tokens, original, similarity)
        _resolve(original, late)
        return original, similarity

    def clusters(self) -> NDArray[np.int64]:
        """Return for every row the first row of its cluster: rows linked by similarity, directly or through others.

        Returns
        -------
        int64 (rows,)
            Equal numbers mean the same cluster.
        """
        import numpy as np

        self._flush()
        above = np.arange(self.count, dtype=np.int64)
        if not self.count:
            return above
        for stream in self._streams:
            stream.flush()
        with _Tokens(self._tokens_path, self._ends_path) as tokens:
            late = np.zeros(self.count, dtype=bool)
            for path in self._band_paths:
                for bucket in _buckets(np.fromfile(path, dtype=np.uint64), late):
                    self._link(bucket, tokens, above)
        for row in range(self.count):
            above[row] = _root(above, row)
        return above

    def _link(self, bucket: NDArray[np.int64], tokens: _Tokens, above: NDArray[np.int64]) -> None:
        kept: list[tuple[int, set[int]]] = []
        for row in bucket.tolist():
            own = tokens.of(row)
            alike = [other for other, theirs in kept if _jaccard(own, theirs) >= self.threshold]
            for other in alike:
                low, high = sorted((_root(above, other), _root(above, row)))
                above[high] = low
            if not alike and len(kept) < _REPRESENTATIVES:
                kept.append((row, own))

    def _compare(self, bucket: NDArray[np.int64], tokens: _Tokens, original: Any, similarity: Any) -> None:
        kept: list[tuple[int, set[int]]] = []
        for row in bucket.tolist():
            if original[row] >= 0:
                continue
            own = tokens.of(row)
            for other, theirs in kept:
                alike = _jaccard(own, theirs)
                if alike >= self.threshold:
                    original[row], similarity[row] = other, alike
                    break
            else:
                if len(kept) < _REPRESENTATIVES:
                    kept.append((row, own))


class _Tokens:
    """The hashed runs of any row, read from disk: mapped into memory the whole file would count to this process."""

    def __init__(self, path: Path, ends: Path) -> None:
        self._stream = path.open("rb", buffering=0)
        self._ends = ends.open("rb", buffering=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._ends.close()

    def of(self, row: int) -> set[int]:
        """Return the hashes of `row`."""
        self._ends.seek(8 * max(0, row - 1))
        *before, end = array("q", self._ends.read(16 if row else 8))
        start = before[0] if before else 0
        self._stream.seek(4 * start)
        return set(array("I", self._stream.read(4 * (end - start))))


def _root(above: NDArray[np.int64], row: int) -> int:
    """Return the first row of the cluster of `row`, shortening the way for the next call."""
    while above[row] != row:
        above[row] = above[above[row]]
        row = int(above[row])
    return row


def _jaccard(a: set[int], b: set[int]) -> float:
    if not a or not b:
        return float(a == b)
    if min(len(a), len(b)) < 0.1 * max(len(a), len(b)):
        return 0.0
    both = len(a & b)
    return both / (len(a) + len(b) - both)


def _buckets(hashes: NDArray[np.uint64], late: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
    """Yield the rows of every hash that more than one row has, late ones last.

    A part of the hashes is sorted at a time.
    """
    import numpy as np

    bits = max(0, (len(hashes) // _SORTED).bit_length())
    for part in range(1 << bits):
        rows = np.flatnonzero((hashes >> np.uint64(64 - bits)) == part) if bits else np.arange(len(hashes))
        order = rows[np.lexsort((late[rows], hashes[rows]))]
        ordered = hashes[order]
        starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(order) else order
        stops = np.concatenate([starts[1:], [len(order)]])
        for at in np.flatnonzero(stops - starts > 1):
            yield order[starts[at] : stops[at]]


def _resolve(original: NDArray[Any], late: NDArray[np.bool_]) -> None:
    """Let every duplicate name a row that is kept: follow the names upwards, in place."""
    import numpy as np

    found = np.flatnonzero(original >= 0)
    for row in found[np.argsort(late[found], kind="stable")].tolist():
        above = original[row]
        if original[above] >= 0:
            original[row] = original[above]


_NOT_ASCII_WORD = bytes(n for n in range(256) if not chr(n).isalnum() or n > 127)


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower().encode().translate(None, _NOT_ASCII_WORD).decode()
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())


# Odd multipliers for combining code points and 32-bit words (Knuth's golden ratio and its kin); any odd ones would do.
_PRIME = 2654435761
_PRIME64 = 0x9E3779B97F4A7C15


def _runs(batch: Sequence[tuple[str, str]], sizes: tuple[int, int]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the hashed character runs of every row, one after the other, and where each row's end.

    All texts are hashed as one array; runs that would reach into the next text are left out. A side shorter than its
    run gives a single hash of all of it.
    """
    import numpy as np

    texts = [_plain(text) for sides in batch for text in sides]
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    wanted = np.tile(np.array(sizes, dtype=np.int64), len(batch))
    size = np.minimum(wanted, lengths)
    counts = np.where(lengths > 0, lengths - size + 1, 0)
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    text_of = np.repeat(np.arange(len(texts)), lengths)
    place = np.arange(len(codes)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    begins = place < counts[text_of]
    mixed = (1 + text_of % 2).astype(np.uint64)
    length_here = size[text_of]
    padded = np.concatenate([codes, np.zeros(max(sizes), dtype=np.uint64)])
    for step in range(max(sizes)):
        inside = step < length_here
        ahead = padded[step : step + len(codes)]
        mixed = np.where(inside, (mixed * np.uint64(_PRIME) + ahead) & np.uint64(0xFFFFFFFFFFFF), mixed)
    hashed = ((mixed * np.uint64(_PRIME64)) >> np.uint64(32)).astype(np.uint32)
    return hashed[begins], np.cumsum(counts)[1::2]


def _mix(rows: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return one 64-bit hash a row of ``(n, k)`` 32-bit words."""
    import numpy as np

    mixed = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        mixed = (mixed ^ column.astype(np.uint64)) * np.uint64(_PRIME64)
        mixed ^= mixed >> np.uint64(29)
    return mixed
