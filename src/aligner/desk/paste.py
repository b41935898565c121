"""Two texts pasted or two files dropped: aligned at once, in a temporary folder that goes with the desk."""

from __future__ import annotations

import base64
import binascii
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.artifacts import file_name
from aligner.config import RunConfig
from aligner.desk.empty import write_run
from aligner.errors import InputError, OutputError
from aligner.pipeline import process_story
from aligner.pipeline.corpus import Corpus
from aligner.readers import StoryFiles, read_pair
from aligner.types import DocumentPair

if TYPE_CHECKING:
    from aligner.desk.session import Session
    from aligner.desk.sessions import Sessions

__all__ = ["keep_pasted", "paste"]


def paste(sessions: Sessions, body: Mapping[str, Any]) -> Session:
    """Align what was pasted (``ko``, ``en``) or dropped (``files``: name and base64 of each), and put it on the desk.

    Raises
    ------
    InputError
        If the texts cannot be used; the message says which.
    """
    folder = Path(tempfile.mkdtemp(prefix="aligner-desk-"))
    try:
        given = folder / "in"
        given.mkdir()
        first, second = _dropped(given, body["files"]) if body.get("files") else _pasted(given, body)
        glossary = sessions.main.corpus.config.glossary
        config = RunConfig(report_lang="ko" if body.get("lang") == "ko" else "en", glossary=glossary)
        pair = read_pair(StoryFiles("story", first, second))
        # People know their files by name; where they lie for the moment is nobody's business.
        ko, en = (replace(side, source=Path(side.source).name) for side in (pair.ko, pair.en))
        result = process_story(DocumentPair(ko, en), sessions.encoder(), config)
        write_run(folder / "out", [result], config)
        return sessions.add(Corpus.open(folder / "out"), folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _pasted(folder: Path, body: Mapping[str, Any]) -> list[str]:
    paths = []
    for side in ("ko", "en"):
        text = str(body.get(side) or "")
        if not text.strip():
            raise InputError("one of the two texts is empty", hint="paste the Korean story and its English version")
        path = folder / f"story.{side}.txt"
        path.write_text(text.encode("utf-8", "replace").decode("utf-8"), encoding="utf-8", newline="")
        paths.append(str(path))
    return paths


def _dropped(folder: Path, files: Any) -> list[str]:
    if not isinstance(files, list) or len(files) != 2:
        raise InputError("two files belong together", hint="drop the Korean story and its English version")
    paths = []
    for number, given in enumerate(files, start=1):
        if not isinstance(given, Mapping):
            raise InputError("a file without content was sent")
        # Each in a folder of its own, so that two of one name stay two; the name tells the reader the format.
        place = folder / str(number)
        place.mkdir()
        path = place / file_name(str(given.get("name") or "story.txt"))
        try:
            path.write_bytes(base64.b64decode(str(given.get("data") or ""), validate=True))
        except (binascii.Error, ValueError) as error:
            raise InputError(f"{given.get('name')!r} did not arrive whole", hint="drop it again") from error
        paths.append(str(path))
    return paths


def keep_pasted(session: Session, name: str) -> Path:
    """Copy pasted texts and all that was done to them into a folder `name` of the present directory; return it.

    Raises
    ------
    InputError
        If the session holds a run of its own, or no name is given.
    OutputError
        If the folder exists or cannot be written.
    """
    if session.temporary is None:
        raise InputError("this run has a folder already", file=session.corpus.path)
    if not name.strip():
        raise InputError("a folder needs a name")
    target = Path.cwd() / file_name(name.strip())
    if target.exists():
        raise OutputError("exists already", file=target, hint="choose another name")
    try:
        shutil.copytree(session.corpus.path, target, ignore=shutil.ignore_patterns(".reviewed", ".review.lock", ".run"))
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", file=target) from error
    return target
