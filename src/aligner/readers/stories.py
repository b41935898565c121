"""What discovery finds: stories by their files, before anything is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aligner.errors import AlignerError, InputError
from aligner.readers.document import STDIN, read_document
from aligner.readers.language import hangul_share
from aligner.types import Document, DocumentPair, Lang

__all__ = ["Discovery", "Failure", "OneSided", "StoryFiles", "common_id", "read_pair"]


@dataclass(frozen=True, slots=True)
class StoryFiles:
    """The two files of a story. `first` is the one named as Korean where a name says so; the text has the last word.

    `texts` are their contents where the story is a row that holds them; `first` and `second` then only name the place.
    """

    id: str
    first: str
    second: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    texts: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class OneSided:
    """A story of which only one side was found."""

    id: str
    lang: Lang
    path: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A story that cannot be used, and why."""

    id: str
    error: AlignerError


@dataclass(frozen=True, slots=True)
class Discovery:
    """All that the inputs hold.

    Attributes
    ----------
    stories
        The stories with both sides, sorted by id within each input.
    one_sided
        Stories of which the other language is missing.
    failures
        Manifest rows that cannot be used.
    skipped
        How many other files there were; ``skipped_files`` names them.
    """

    stories: tuple[StoryFiles, ...]
    one_sided: tuple[OneSided, ...] = ()
    failures: tuple[Failure, ...] = ()
    skipped_files: tuple[str, ...] = ()

    @property
    def skipped(self) -> int:
        """How many files were left alone."""
        return len(self.skipped_files)


_SIDE_TAIL = re.compile(
    r"[._\s-]?(?:ko|en|kr|kor|eng|korean|english|ko[-_]kr|en[-_](?:us|gb)|국문|한글|한국어|영문|영어)"
    r"(?=$|[._-](?:sents|page)$)(?:[._-](?:sents|page))?$",
    re.I,
)


def common_id(first: str, second: str) -> str:
    """Return an id for a story given by two files: what their names share, or the first one's name."""
    names = [Path(name) for name in (first, second) if name != STDIN]
    if not names:
        return "story"
    stems = [_SIDE_TAIL.sub("", name.stem) for name in names]
    if len(stems) == 2 and not any(stems):
        parent = names[0].absolute().parent.name
        return parent or "story"
    chosen = stems[0] or names[0].absolute().parent.name or "story"
    return chosen.lstrip(".") or "story"


def read_pair(files: StoryFiles, *, pre_split: bool = False) -> DocumentPair:
    """Read both files of a story; the text tells which is the Korean one.

    Raises
    ------
    InputError
        If a file cannot be used, or both are in the same language.
    """
    contents = files.texts or (None, None)
    documents = [
        read_document(path, doc_id=files.id, meta=files.meta, pre_split=pre_split, content=content)
        for path, content in zip((files.first, files.second), contents, strict=True)
    ]
    if documents[0].lang == documents[1].lang:
        language = {"ko": "Korean", "en": "English"}[documents[0].lang]
        shares = [hangul_share(document.text) or 0.0 for document in documents]
        raise InputError(
            f"{files.first} and {files.second} are both {language} "
            f"(Hangul {shares[0]:.0%} and {shares[1]:.0%} of the letters)",
            hint="give one Korean and one English file",
        )
    korean, english = sorted(documents, key=_korean_first)
    return DocumentPair(korean, english, 1.0, "given")


def _korean_first(document: Document) -> int:
    return 0 if document.lang == "ko" else 1
