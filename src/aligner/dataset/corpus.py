"""What is known of a run beside its pairs: versions and licences, the files and sentences of each story."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from aligner.artifacts.places import Places
from aligner.errors import InputError
from aligner.pairs import CorpusInfo, StoryInfo
from aligner.types import Role

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
    def places(self) -> Places:
        """Where the rows stand."""
        return Places(self.path, _story_id)

    def names(self) -> list[str]:
        """Return the ids of all stories, in the order of the file."""
        return list(dict.fromkeys(name for name, _ in self.places.groups()))

    def row(self, story: str) -> dict[str, Any]:
        """Return the row of `story`, ``{}`` if it is unknown; of several the last.

        Raises
        ------
        InputError
            If the row was damaged or written by hand, and its sentences are none.
        """
        rows = list(self.places.rows(story))
        if rows and not _is_whole(rows[-1]):
            what = f"the row of story {story[:100]!r} is damaged"
            raise InputError(what, file=self.path, hint="run aligner run again")
        return rows[-1] if rows else {}

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


_FIRST_ID = re.compile(rb'\{"id": ("(?:[^"\\]|\\.)*")')


def _story_id(line: bytes) -> str:
    """Return the id of a row of ``stories.jsonl``; it stands first, so the sentences need not be parsed for it."""
    found = _FIRST_ID.match(line)
    return str(json.loads(found.group(1)) if found else json.loads(line).get("id"))


_ROLES = frozenset(Role)


def _is_whole(row: Mapping[str, Any]) -> bool:
    """Whether the sides of a row have sentences that all who read them can work with."""
    sides = [row[side] for side in ("ko", "en") if row.get(side)]
    if not all(isinstance(part, Mapping) for part in (*sides, row.get("meta") or {})):
        return False
    listed = [side.get("sentences") or () for side in sides]
    return all(isinstance(sentences, list | tuple) for sentences in listed) and all(
        isinstance(one, Mapping) and isinstance(one.get("text"), str) and str(one.get("role")) in _ROLES
        for sentences in listed
        for one in sentences
    )


def _aligned(side: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(s["text"] for s in side.get("sentences") or () if Role(s["role"]).aligned)
