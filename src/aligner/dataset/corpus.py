"""What is known of a run beside its pairs: versions and licences, the files and sentences of each story."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.pairs import CorpusInfo, StoryInfo
from aligner.types import Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SELECTION", "StoryIndex", "info_of"]

SELECTION = "selection"


def info_of(manifest: Mapping[str, Any], name: str) -> CorpusInfo:
    """Return what the manifest of a run says about all its pairs."""
    encoder = manifest.get("encoder") or {}
    # Before 0.2 a manifest had an entry a story.
    inputs = [item for item in manifest.get("inputs") or () if isinstance(item, Mapping)]
    licenses = {*(manifest.get("licenses") or ()), *(item.get("license") for item in inputs)}
    sources = {*(manifest.get("sources") or ()), *(item.get("source") for item in inputs)}
    return CorpusInfo(
        name=name,
        version=str(manifest.get("version", "")),
        encoder=str(encoder.get("fingerprint", "")) if isinstance(encoder, Mapping) else str(encoder),
        config=str(manifest.get("config_fingerprint", "")),
        run=str(manifest.get("run", "")),
        licenses=tuple(sorted({str(name) for name in licenses if name})),
        sources=tuple(sorted({str(name) for name in sources if name})),
    )


@dataclass
class StoryIndex:
    """Looks stories up in ``stories.jsonl`` by id: sixteen bytes a story in memory, one story parsed at a time."""

    path: Path
    _last: tuple[str, StoryInfo] = field(default=("", StoryInfo()))

    @cached_property
    def _index(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Digests of the ids, ascending, and where each one's row begins; of equal ones the last row comes last."""
        import numpy as np

        digests, offsets = array("Q"), array("Q")
        for name, at in self._scan():
            digests.append(_digest(name))
            offsets.append(at)
        found = np.frombuffer(digests, dtype=np.uint64) if digests else np.zeros(0, np.uint64)
        order = np.argsort(found, kind="stable")
        return found[order], (np.frombuffer(offsets, dtype=np.uint64)[order] if offsets else found)

    def _scan(self) -> Iterator[tuple[str, int]]:
        """Yield (id, offset) of every row."""
        if self.path.is_file():
            with self.path.open("rb") as stream:
                at = 0
                for line in stream:
                    yield _story_id(line), at
                    at += len(line)

    def names(self) -> list[str]:
        """Return the ids of all stories, in the order of the file."""
        return list(dict.fromkeys(name for name, _ in self._scan()))

    def row(self, story: str) -> dict[str, Any]:
        """Return the row of `story`, ``{}`` if it is unknown."""
        digests, offsets = self._index
        wanted = digests.dtype.type(_digest(story))
        first, last = (int(digests.searchsorted(wanted, side=side)) for side in ("left", "right"))
        if first == last:
            return {}
        with self.path.open("rb") as stream:
            for at in reversed(range(first, last)):
                stream.seek(int(offsets[at]))
                row = json.loads(stream.readline())
                if isinstance(row, dict) and str(row.get("id")) == story:
                    return row
        return {}

    def __call__(self, story: str) -> StoryInfo:
        """Return what is known of `story`; the pairs of one story ask for it in a row, so the last is kept."""
        if self._last[0] != story:
            row = self.row(story)
            ko, en = row.get("ko") or {}, row.get("en") or {}
            info = StoryInfo(
                ko_file=str(ko.get("source", "")),
                en_file=str(en.get("source", "")),
                ko_sentences=_aligned(ko),
                en_sentences=_aligned(en),
                meta=row.get("meta") or {},
            )
            self._last = (story, info)
        return self._last[1]


def _digest(story: str) -> int:
    return int.from_bytes(blake2b(story.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


_FIRST_ID = re.compile(rb'\{"id": ("(?:[^"\\]|\\.)*")')


def _story_id(line: bytes) -> str:
    """Return the id of a row of ``stories.jsonl``; it stands first, so the sentences need not be parsed for it."""
    found = _FIRST_ID.match(line)
    return str(json.loads(found.group(1)) if found else json.loads(line).get("id"))


def _aligned(side: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(s["text"] for s in side.get("sentences") or () if Role(s["role"]).aligned)
