"""Which stories two files, a folder or a manifest hold."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

from aligner.errors import AlignerError, InputError
from aligner.korean.languages import language_of_header
from aligner.readers.document import STDIN
from aligner.readers.documents import DOCUMENT_SUFFIXES
from aligner.readers.ids import check_id, shown_name
from aligner.readers.manifest import MANIFEST_SUFFIXES, read_manifest
from aligner.readers.stories import Discovery, Failure, OneSided, StoryFiles, common_id
from aligner.types import Lang

__all__ = ["discover"]

_TEXT = (".txt", ".text", "", ".html", ".htm", ".xhtml", ".shtml", ".md", *DOCUMENT_SUFFIXES)
"""Suffixes of stories, the one preferred first when a side has several."""
_NOT_STORIES = frozenset(
    ".align .gold .json .jsonl .ndjson .xml .tsv .csv .xlsx .xls .tmx .xliff .xlf .toml .yaml .yml .ini .log .bak .tmp "
    ".png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .mp3 .mp4 .mov .avi .wav .m4a .zip .gz .xz .bz2 .tar .7z .py "
    ".js .css .woff .woff2 .parquet .db .sqlite .npy .npz .bin .pyc .docids".split()
)
_SIDES: tuple[Lang, Lang] = ("ko", "en")
_NO_SIDES = frozenset({"source", "target", "src", "tgt", "번역", "원본", "번역본"})
"""Words that name a column, but no file or folder."""
_SIDE_AT_END = re.compile(
    r"(?P<name>.*?[^\s_(\[-])[\s_-]*[_\s(\[-](?P<side>ko[-_]kr|en[-_](?:us|gb)|ko|en|kr|kor|eng|korean|english"
    r"|국문|한글|한국어|영문|영어)[)\]]?",
    re.I,
)


def discover(inputs: Sequence[str | PathLike[str]], *, pre_split: bool = False) -> Discovery:
    """Find the stories in `inputs`.

    Parameters
    ----------
    inputs
        Two files, in either order, one of which may be ``"-"``; or any number of folders and manifests (TSV, CSV,
        JSONL). In a folder a story is told by name: ``ko/NAME.*`` with ``en/NAME.*``; ``NAME.ko`` or ``NAME.ko.*``
        with ``NAME.en`` or ``NAME.en.*``, also ``NAME_ko.docx`` and ``NAME-kor.txt``; two files of any names where
        there is nothing else; ``NAME/ko.*`` with ``NAME/en.*``, where a ``NAME/meta.json`` gives the
        story's date, license and whatever else a manifest's columns would.
    pre_split
        Prefer ``*.sents.txt`` files; without it they are left alone.

    Returns
    -------
    Discovery
        Stories, one-sided stories, broken manifest rows and files left alone. Nothing but manifests has been read.

    Raises
    ------
    InputError
        If an input is missing, one file stands alone, or no story is found at all.
    """
    names = [str(name) for name in inputs]
    if not names:
        raise InputError("no input given", hint="give two files, a folder or a manifest")
    files = [name for name in names if name == STDIN or not (Path(name).is_dir() or _is_manifest(name))]
    if files:
        return _two_files(files, names)
    found = [_folder(Path(name), pre_split) if Path(name).is_dir() else _manifest(Path(name)) for name in names]
    return _joined(found, names)


def _is_manifest(name: str) -> bool:
    return Path(name).suffix.lower() in MANIFEST_SUFFIXES


def _two_files(files: list[str], names: list[str]) -> Discovery:
    for name in files:
        if name != STDIN and not _exists(name):
            raise InputError("no such file or folder", file=name, hint="check the path")
        if name != STDIN and not Path(name).is_file():
            raise InputError("it is no regular file", file=name, hint="give the story's file, or - for standard input")
    if len(files) != len(names):
        raise InputError(
            f"a single file stands beside a folder or manifest ({', '.join(names[:4])})",
            file=files[0],
            hint="give two files, or folders and manifests only",
        )
    if len(files) == 1:
        raise InputError(
            "one file is given", file=files[0], hint="give the other language's file too, or a folder or manifest"
        )
    if len(files) > 2:
        raise InputError(
            f"{len(files)} files are given", file=files[2], hint="give two files, or put the stories in a folder"
        )
    if files[0] == files[1]:
        raise InputError("both sides are the same file", file=files[0], hint="give one Korean and one English file")
    name = check_id(common_id(*map(shown_name, files)), file=shown_name(files[0]))
    return Discovery((StoryFiles(name, files[0], files[1]),))


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _manifest(path: Path) -> Discovery:
    stories, failures = read_manifest(path)
    return Discovery(tuple(stories), failures=tuple(failures))


def _joined(found: list[Discovery], names: list[str]) -> Discovery:
    stories: list[StoryFiles] = []
    failures: list[Failure] = [failure for one in found for failure in one.failures]
    seen: dict[str, str] = {}
    for one, name in zip(found, names, strict=True):
        for story in one.stories:
            if story.id in seen:
                where = f"also in {seen[story.id]}" if seen[story.id] != name else "twice in this folder"
                error = InputError(f"story id '{story.id}' is {where}", file=name, hint="rename one of the two")
                failures.append(Failure(story.id, error))
                continue
            seen[story.id] = name
            stories.append(story)
    one_sided = tuple(side for one in found for side in one.one_sided)
    skipped = tuple(file for one in found for file in one.skipped_files)
    if not stories and not failures:
        hint = "name them NAME.ko.txt and NAME.en.txt, ko/NAME.txt and en/NAME.txt, or NAME/ko.txt and NAME/en.txt"
        what = f"no story with both sides ({len(one_sided)} with one side, {len(skipped)} other files)"
        raise InputError(what, file=names[0], hint=hint)
    return Discovery(tuple(stories), one_sided, tuple(failures), skipped)


@dataclass(frozen=True, slots=True)
class _Candidate:
    story: str
    side: Lang
    rank: int
    path: Path


def _folder(folder: Path, pre_split: bool) -> Discovery:
    try:
        candidates, skipped, unreadable = _candidates(folder, pre_split)
    except OSError as error:
        raise InputError(
            f"cannot be listed ({error.strerror})", file=str(folder), hint="check its access rights"
        ) from None
    best: dict[tuple[str, Lang], _Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.story, c.side, c.rank, str(c.path))):
        if best.setdefault((candidate.story, candidate.side), candidate) is not candidate:
            skipped.append(candidate.path)
    stories: list[StoryFiles] = []
    one_sided: list[OneSided] = []
    failures = [Failure(shown_name(error.file or folder), error) for error in unreadable]
    loose = _loose_pair(best, skipped, folder)
    if loose is not None:
        skipped = [path for path in skipped if str(path) not in (loose.first, loose.second)]
        return Discovery((loose,), (), tuple(failures), tuple(map(shown_name, sorted(skipped))))
    for name in sorted({story for story, _ in best}):
        sides = {side: best[name, side] for side in _SIDES if (name, side) in best}
        if len(sides) == 1:
            side, candidate = next(iter(sides.items()))
            one_sided.append(OneSided(name, side, shown_name(candidate.path)))
            continue
        try:
            story_id = check_id(name, file=str(sides["ko"].path))
        except AlignerError as error:
            failures.append(Failure(name, error))
            continue
        card = _card(sides["ko"].path)
        try:
            meta = {} if card is None else _read_card(card)
        except InputError as error:
            failures.append(Failure(story_id, error))
            continue
        skipped = [path for path in skipped if path != card]
        stories.append(StoryFiles(story_id, str(sides["ko"].path), str(sides["en"].path), meta))
    return Discovery(tuple(stories), tuple(one_sided), tuple(failures), tuple(map(shown_name, sorted(skipped))))


def _loose_pair(
    best: Mapping[tuple[str, Lang], _Candidate], skipped: Sequence[Path], folder: Path
) -> StoryFiles | None:
    """Return the story of a folder that holds two texts and no other, whatever they are called.

    Which of them is the Korean one, and whether one is, the texts tell when they are read.
    """
    if any((story, "ko") in best and (story, "en") in best for story, _ in best):
        return None
    named = {candidate.path for candidate in best.values()}
    texts = sorted(named | {path for path in skipped if path.suffix and _rank(path.suffix, False) is not None})
    if len(texts) != 2 or any(path.parent != folder or path.name.startswith(".") for path in texts):
        return None
    name = common_id(shown_name(texts[0]), shown_name(texts[1]))
    return StoryFiles(check_id(name, file=shown_name(texts[0])), str(texts[0]), str(texts[1]))


def _card(ko: Path) -> Path | None:
    """Return the ``meta.json`` of a story that has a folder of its own."""
    card = ko.parent / "meta.json"
    return card if _side(ko.name.split(".", 1)[0]) == "ko" and card.is_file() else None


def _read_card(path: Path) -> dict[str, Any]:
    """Return the plain values of a story's ``meta.json``, as a manifest's columns would give them."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise ValueError("not an object")
    except (OSError, ValueError) as error:
        raise InputError(f"is not a JSON object ({error})", file=path, hint="mend it or take it away") from error
    return {key: value for key, value in data.items() if isinstance(value, str | int | float) and key != "id"}


def _candidates(folder: Path, pre_split: bool) -> tuple[list[_Candidate], list[Path], list[InputError]]:
    """Return the files of `folder` that may be one side of a story, the others, and the subfolders not to be read."""
    found: list[_Candidate] = []
    skipped: list[Path] = []
    unreadable: list[InputError] = []
    own = folder.resolve().name  # the folder given may be one story's
    for entry in sorted(folder.iterdir()):
        # Unlike the methods of Path, these do not raise for a folder that may not be entered.
        if os.path.isdir(entry):  # noqa: PTH112
            if os.path.isfile(entry / "run.json"):  # noqa: PTH113
                # What a run wrote beside its stories.
                continue
            side = _side(shown_name(entry.name))
            for file in _files(entry, unreadable):
                candidate = (
                    _in_side_folder(file, side, pre_split) if side else _in_story_folder(file, entry.name, pre_split)
                )
                _sort_in(candidate, file, found, skipped)
        elif os.path.isfile(entry):  # noqa: PTH113
            candidate = _beside_each_other(entry, pre_split) or _of_story(entry, own, pre_split)
            _sort_in(candidate, entry, found, skipped)
        # A pipe or device among the files is nobody's story, and is never opened.
    return found, skipped, unreadable


def _sort_in(candidate: _Candidate | None, file: Path, found: list[_Candidate], skipped: list[Path]) -> None:
    if candidate is None:
        skipped.append(file)
    else:
        # File systems differ in whether Hangul in names is composed; the two sides may come from two of them.
        found.append(replace(candidate, story=unicodedata.normalize("NFC", shown_name(candidate.story))))


def _files(folder: Path, unreadable: list[InputError]) -> Iterable[Path]:
    """Return the regular files below `folder`; note the folders that cannot be listed."""

    def note(error: OSError) -> None:
        unreadable.append(
            InputError(f"cannot be listed ({error.strerror})", file=error.filename, hint="check its access rights")
        )

    found = [Path(place, name) for place, _, names in os.walk(folder, onerror=note) for name in names]
    return sorted(path for path in found if os.path.isfile(path))  # noqa: PTH113


def _side(name: str) -> Lang | None:
    return language_of_header(name) if name.lower() not in _NO_SIDES else None


def _rank(rest: str, pre_split: bool) -> int | None:
    """Rank what follows the side in a name (``".txt"``, ``".sents.txt"`` …); lower is better, None is no story."""
    low = rest.lower()
    if low in {".sents.txt", ".sents"}:
        return 0 if pre_split else None
    if low in {".page.txt", ".page"}:
        return 50
    if low in _TEXT:
        return 1 + _TEXT.index(low)
    suffix = Path("x" + low).suffix
    if suffix in _NOT_STORIES or low.startswith("."):
        return None if suffix in _NOT_STORIES or low.count(".") > 2 else 90
    return None


def _in_side_folder(file: Path, side: Lang, pre_split: bool) -> _Candidate | None:
    if _side(shown_name(file.parent.name)) != side or file.name.startswith("."):
        return None
    name, rest = _split_name(shown_name(file.name))
    rank = _rank(rest, pre_split)
    if name.lower().endswith(f".{side}"):
        name = name[: -len(side) - 1]
    elif (match := _SIDE_AT_END.fullmatch(name)) and _side(match["side"]) == side:
        name = match["name"]
    return None if rank is None or not name else _Candidate(name, side, rank, file)


def _split_name(name: str) -> tuple[str, str]:
    """Split a file name into the story's name, which may hold dots, and what only tells the format."""
    for tail in (".sents.txt", ".page.txt"):
        if name.lower().endswith(tail):
            return name[: -len(tail)], name[-len(tail) :]
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem:
        return name, ""
    known = f".{suffix.lower()}" in _TEXT or f".{suffix.lower()}" in _NOT_STORIES
    if suffix.lower() in _SIDES:
        return name, ""
    # Letters only: "AKR2025.1224" is a name with a dot, "story.hwp" one with a suffix.
    if known or (suffix.isalpha() and len(suffix) <= 5):
        return stem, f".{suffix}"
    return name, ""


def _in_story_folder(file: Path, story: str, pre_split: bool) -> _Candidate | None:
    return _of_story(file, story, pre_split) if file.parent.name == story else None


def _of_story(file: Path, story: str, pre_split: bool) -> _Candidate | None:
    """Read ``ko.txt``, ``english.docx`` in a folder that has the story's name."""
    if not story or story.startswith("."):
        return None
    own = shown_name(file.name)
    head = own.split(".", 1)[0]
    side = _side(head)
    if side is None:
        return None
    rank = _rank(own[len(head) :], pre_split)
    return None if rank is None else _Candidate(story, side, rank, file)


def _beside_each_other(file: Path, pre_split: bool) -> _Candidate | None:
    """Read ``NAME.ko``, ``NAME.ko.txt`` or ``NAME.ko.sents.txt``, the side being the last part that names one, or
    ``NAME_ko.docx``, ``NAME-kor.txt``."""
    own = shown_name(file.name)
    parts = own.split(".")
    for at in range(len(parts) - 1, 0, -1):
        side = _side(parts[at])
        rest = "".join(f".{part}" for part in parts[at + 1 :])
        if side is None or rest.count(".") > 2:
            continue
        name = ".".join(parts[:at])
        rank = _rank(rest, pre_split)
        if rank is None or not name or name.startswith("."):
            return None
        return _Candidate(name, side, rank, file)
    stem, rest = _split_name(own)
    match = _SIDE_AT_END.fullmatch(stem)
    rank = _rank(rest, pre_split)
    if match is None or rank is None or file.name.startswith("."):
        return None
    side = _side(match["side"])
    return None if side is None else _Candidate(match["name"], side, rank, file)
