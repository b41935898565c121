"""Reading a finished run as a stream of pairs, with what reviewers and filters decided laid over it.

A run's own files are never altered: verdicts stand in ``review.jsonl``, decisions in ``selection/``. So a review or a
filter can be undone by deleting a file, and a run that goes on loses neither.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from aligner.artifacts import RunFolder
from aligner.errors import InputError
from aligner.pairs import CorpusInfo, ScoredPair, StoryInfo
from aligner.types import Role

__all__ = ["Corpus", "StoryIndex", "info_of"]

SELECTION = "selection"
REVIEW = "review.jsonl"


@dataclass(frozen=True)
class Corpus:
    """The pairs of one run.

    Parameters
    ----------
    folder
        The run folder; see `open`.
    """

    folder: RunFolder
    _states: dict[tuple[tuple[int, int], ...], str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def open(cls, path: str | Path) -> Corpus:
        """Return the corpus of the finished run at `path`.

        Raises
        ------
        InputError
            If `path` holds no finished run.
        """
        return cls(RunFolder.open(path))

    @property
    def path(self) -> Path:
        """The run folder."""
        return self.folder.path

    @cached_property
    def info(self) -> CorpusInfo:
        """Versions, encoder, config fingerprint, licences and sources, as ``run.json`` gives them."""
        return info_of(self.folder.manifest, self.path.resolve().name)

    @property
    def max_tokens(self) -> int | None:
        """Input limit of the run's encoder in tokens, None if it has none."""
        encoder = self.folder.manifest.get("encoder")
        limit = encoder.get("max_tokens") if isinstance(encoder, Mapping) else None
        return int(limit) if limit else None

    @cached_property
    def stories(self) -> StoryIndex:
        """Files, sentences and meta columns of a story by its id."""
        return StoryIndex(self.path / "stories.jsonl")

    def pairs(self) -> Iterator[ScoredPair]:
        """Yield every pair of the run in its order, with the verdicts of its reviews laid over.

        A pair that a person has judged carries ``extra["reviewed"]`` and, where a text was corrected, the original in
        ``extra["before_review"]``.
        """
        verdicts = self.verdicts()
        for row in self.folder.rows("pairs"):
            pair = ScoredPair.from_row(row)
            verdict = verdicts.get(pair.id)
            yield pair if verdict is None else apply_verdict(pair, verdict)

    def verdicts(self) -> dict[str, dict[str, Any]]:
        """Return the last verdict on each pair, by id."""
        path = self.path / REVIEW
        if not path.is_file():
            return {}
        return {row["id"]: row for row in self.folder.rows("review") if not row.get("conflict")}

    @property
    def selection_path(self) -> Path:
        """Folder of the last ``aligner filter``."""
        return self.path / SELECTION

    def selected(self) -> Iterator[ScoredPair]:
        """Yield every pair as ``aligner filter`` left it: with tier, status and every reason.

        Raises
        ------
        InputError
            If nothing has been filtered, or the run or its reviews changed since.
        """
        record = self.selection_path / "selection.json"
        if not record.is_file():
            raise InputError("has not been filtered", file=self.path, hint=f"run aligner filter {self.path}")
        if json.loads(record.read_text(encoding="utf-8")).get("of") != self.state():
            raise InputError(
                "changed since it was filtered", file=self.path, hint=f"run aligner filter {self.path} again"
            )
        for row in RunFolder(self.selection_path).rows("pairs"):
            yield ScoredPair.from_row(row)

    @property
    def is_selected(self) -> bool:
        """Whether ``aligner filter`` has been run."""
        return (self.selection_path / "selection.json").is_file()

    def state(self) -> str:
        """Return a digest that changes when the run or a review of it does; computed once while the files stay."""
        stats = [(self.path / name).stat() for name in ("pairs.jsonl", REVIEW) if (self.path / name).is_file()]
        key = tuple((stat.st_size, stat.st_mtime_ns) for stat in stats)
        if key not in self._states:
            self._states[key] = self._digest()
        return self._states[key]

    def _digest(self) -> str:
        digest = hashlib.sha256(str(self.folder.manifest.get("run", "")).encode())
        for name in ("pairs.jsonl", REVIEW):
            path = self.path / name
            if path.is_file():
                with path.open("rb") as stream:
                    digest.update(hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()[:16]


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


def apply_verdict(pair: ScoredPair, verdict: Mapping[str, Any]) -> ScoredPair:
    """Return `pair` with a reviewer's status, texts and comments; a comment alone is no judgement."""
    changes: dict[str, Any] = {name: verdict[name] for name in ("status", "ko", "en") if name in verdict}
    before = {side: getattr(pair, side) for side in ("ko", "en") if side in changes}
    comments = tuple(note for note in verdict.get("comments", ()) if note not in pair.notes)
    extra: dict[str, Any] = {"reviewed": True} if changes else {}
    if before:
        extra["before_review"] = before
    return pair.with_(**changes, notes=pair.notes + comments, extra=extra)


@dataclass
class StoryIndex:
    """Looks stories up in ``stories.jsonl`` by id: one byte offset a story in memory, one story parsed at a time."""

    path: Path
    _last: tuple[str, StoryInfo] = field(default=("", StoryInfo()))

    @cached_property
    def _offsets(self) -> dict[str, int]:
        offsets: dict[str, int] = {}
        if self.path.is_file():
            with self.path.open("rb") as stream:
                at = 0
                for line in stream:
                    offsets[_story_id(line)] = at
                    at += len(line)
        return offsets

    def row(self, story: str) -> dict[str, Any]:
        """Return the row of `story`, ``{}`` if it is unknown."""
        at = self._offsets.get(story)
        if at is None:
            return {}
        with self.path.open("rb") as stream:
            stream.seek(at)
            row = json.loads(stream.readline())
        return row if isinstance(row, dict) else {}

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


def _aligned(side: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(s["text"] for s in side.get("sentences") or () if Role(s["role"]).aligned)
