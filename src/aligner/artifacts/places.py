"""Where the rows of each story stand in a file of JSON lines: sixteen bytes a story in memory, whatever the ids are."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Places", "digest_of"]


class Places:
    """Looks the rows of a story up in a file in which they lie together.

    Parameters
    ----------
    path
        A file of JSON lines; one that is missing has no rows.
    story_of
        Tells the story of a line, at best without parsing it.
    """

    def __init__(self, path: Path, story_of: Callable[[bytes], str]) -> None:
        self.path, self._story_of = path, story_of

    def groups(self) -> Iterator[tuple[str, int]]:
        """Yield every story and where its rows begin; a story whose rows do not lie together comes again."""
        if not self.path.is_file():
            return
        with self.path.open("rb") as stream:
            at, last = 0, None
            for line in stream:
                name = self._read(self._story_of, line)
                if name != last:
                    yield name, at
                    last = name
                at += len(line)

    @cached_property
    def _index(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Digests of the ids, ascending, and where each one's rows begin, equal ones in the order of the file."""
        import numpy as np

        digests, offsets = array("Q"), array("Q")
        for name, at in self.groups():
            digests.append(digest_of(name))
            offsets.append(at)
        found = np.frombuffer(digests, dtype=np.uint64) if digests else np.zeros(0, np.uint64)
        order = np.argsort(found, kind="stable")
        return found[order], (np.frombuffer(offsets, dtype=np.uint64)[order] if offsets else found)

    @property
    def digests(self) -> NDArray[np.uint64]:
        """`digest_of` every story, ascending."""
        return self._index[0]

    def has(self, story: str) -> bool:
        """Whether there is a row of `story`."""
        return any(True for _ in self._lines(story))

    def rows(self, story: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of `story`, in the order of the file."""
        for line in self._lines(story):
            row = self._read(json.loads, line)
            if isinstance(row, dict):
                yield row

    def _read(self, how: Callable[[bytes], Any], line: bytes) -> Any:
        try:
            return how(line)
        except (ValueError, RecursionError, AttributeError) as error:  # no UTF-8, no JSON, no object
            raise InputError(f"cannot be read: {error}"[:200], file=self.path, hint="run aligner run again") from error

    def _lines(self, story: str) -> Iterator[bytes]:
        digests, offsets = self._index
        wanted = digests.dtype.type(digest_of(story))
        first, last = (int(digests.searchsorted(wanted, side=side)) for side in ("left", "right"))
        if first == last:
            return
        with self.path.open("rb") as stream:
            for at in range(first, last):
                stream.seek(int(offsets[at]))
                for line in stream:
                    if self._read(self._story_of, line) != story:
                        break
                    yield line


def digest_of(story: str) -> int:
    """Return the eight bytes by which a story is looked up."""
    return int.from_bytes(blake2b(story.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
