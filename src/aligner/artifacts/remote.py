"""Object stores by URL (``s3://``, ``gs://``, ``memory://`` … whatever fsspec knows), copied here to be worked on.

One mechanism for all of them: what is read is copied into a folder of this machine under a name that tells its URL, and
copied again only when the store says that it changed; what is written is made here and sent when it is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from aligner.errors import AlignerError, ConfigError, InputError, OutputError

__all__ = [
    "UNPACKED",
    "AbsentError",
    "at_hand",
    "create",
    "fetch",
    "forget",
    "is_url",
    "local_name",
    "look",
    "publish",
    "remove",
    "room_of",
    "send",
    "url_of",
]

_URL = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+)://(.*)", re.DOTALL)
_LAST = "run.json"
"""The file that makes a run folder complete: taken away first, sent last."""


UNPACKED = "zip"
"""Scheme of the files of an unpacked archive: they are nowhere but here (`aligner.readers.archive`)."""


class AbsentError(InputError):
    """A store has nothing at a URL; any other trouble with it is another error."""

    def __init__(self, url: str) -> None:
        super().__init__("is not in the store", file=url, hint="check the URL")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.file,)


def is_url(name: object) -> bool:
    """Whether `name` is a URL of a store; ``file://`` is a path of this machine."""
    found = _URL.match(str(name))
    return found is not None and found[1].lower() != "file"


def local_name(name: str) -> str:
    """Return a ``file://`` URL as the path it is, anything else as it is."""
    found = _URL.match(name)
    return found[2] if found is not None and found[1].lower() == "file" else name


def _root() -> Path:
    from platformdirs import user_cache_path

    return Path(os.environ.get("ALIGNER_CACHE") or user_cache_path("aligner")) / "remote"


def room_of(url: str) -> Path:
    """Return where on this machine the file or folder at `url` is kept.

    Raises
    ------
    InputError
        If the URL leads out of its store.
    """
    scheme, path = _split(url)
    parts = [part for part in path.split("/") if part]
    if not parts or any(part in (".", "..") for part in parts):
        raise InputError("is no place in a store", file=url, hint="write it like s3://bucket/folder")
    return _root() / scheme / Path(*parts)


def _split(url: str) -> tuple[str, str]:
    found = _URL.match(url)
    if found is None:
        raise InputError("is no URL", file=url)
    return found[1].lower(), found[2]


def url_of(path: str | Path) -> str:
    """Return the URL that a copy of this machine is of; any other path as it is.

    >>> url_of("stories/1.ko.txt")
    'stories/1.ko.txt'
    """
    try:
        scheme, *parts = Path(path).relative_to(_root()).parts
    except ValueError:
        return str(path)
    return f"{scheme}://{'/'.join(parts)}"


@contextmanager
def _store(url: str, wrong: type[AlignerError] = InputError) -> Iterator[tuple[Any, str]]:
    """Yield the file system of `url` and the path in it; whatever goes wrong there is one line."""
    try:
        from fsspec.core import url_to_fs

        yield url_to_fs(url)
    except AlignerError:
        raise
    except ImportError as error:
        raise ConfigError(
            f"{url.partition('://')[0]}:// needs a library that is not installed ({error})"[:200],
            hint="pip install 'aligner[remote]', or the library that fsspec names",
        ) from error
    except FileNotFoundError as error:
        raise AbsentError(url) from error
    except Exception as error:
        reason = f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
        what = "cannot be written" if wrong is OutputError else "cannot be read"
        raise wrong(f"{what} ({reason})", file=url, hint="check the URL, the network and your rights") from error


def _stamp(info: Mapping[str, Any]) -> str:
    """Return what changes with a file's content: the store's own tag if it has one."""
    tags = ("ETag", "etag", "md5Hash", "LastModified", "mtime", "created", "size")
    found = {name: str(info.get(name)) for name in tags}
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16]


def at_hand(name: str) -> Path:
    """Return a file as a path of this machine: a URL's content is copied if the copy here is none or an old one.

    Raises
    ------
    InputError
        If the store does not have it.
    """
    if not is_url(name):
        return Path(local_name(name))
    if _split(name)[0] == UNPACKED:
        return room_of(name)
    with _store(name) as (fs, path):
        return _copy(fs, path, fs.info(path), room_of(name))


def _copy(fs: Any, path: str, info: Mapping[str, Any], place: Path) -> Path:
    mark = _root() / ".stamps" / hashlib.sha256(str(place).encode()).hexdigest()
    stamp = _stamp(info)
    if place.is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == stamp:
        return place
    for folder in (place.parent, mark.parent):
        folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
    os.close(handle)
    try:
        fs.get_file(path, temporary)
        Path(temporary).replace(place)
    finally:
        Path(temporary).unlink(missing_ok=True)
    mark.write_text(stamp, encoding="utf-8")
    return place


def fetch(url: str, *, without: str = "") -> Path:
    """Copy the file, folder or pattern at `url` here; return where it is, for a pattern as a pattern.

    Parameters
    ----------
    without
        Folder of that folder that is left alone.

    Raises
    ------
    InputError
        If there is nothing at `url`.
    """
    pattern = any(mark in url for mark in "*?[")
    place = room_of(url)
    with _store(url) as (fs, path):
        fs.invalidate_cache()
        scheme, rest = _split(url)
        found = fs.glob(path, detail=True) if pattern else fs.find(path, detail=True)
        inside = rest.strip("/")
        base = str(path).rstrip("/")
        kept = set()
        for name, info in found.items():
            if info.get("type") == "directory":
                continue
            own = name if pattern else inside + name[len(base) :]
            if without and own.startswith(f"{inside}/{without}/"):
                continue
            kept.add(_copy(fs, name, info, room_of(f"{scheme}://{own}")))
        if not kept:
            raise AbsentError(url)
    if place.is_dir():  # what the store has no more
        for old in place.rglob("*"):
            if old.is_file() and old not in kept and not (without and (place / without) in old.parents):
                old.unlink()
    return place


def publish(local: Path, url: str, *, without: str = "") -> None:
    """Send a file or folder; in a folder ``run.json`` is taken away first and sent last, and what is gone here goes.

    Parameters
    ----------
    without
        Folder of that folder that is left alone.

    Raises
    ------
    OutputError
        If the store cannot be written.
    """
    with _store(url, OutputError) as (fs, path):
        path = path.rstrip("/")
        if local.is_file():
            fs.put_file(str(local), path)
            return
        fs.invalidate_cache()
        names = sorted(str(file.relative_to(local)) for file in local.rglob("*") if file.is_file() and _is_ours(file))
        there = {name[len(path) + 1 :] for name in fs.find(path)} if fs.exists(path) else set()
        if without:
            names = [name for name in names if Path(name).parts[0] != without]
            there = {name for name in there if not name.startswith(f"{without}/")}
        if _LAST in there:
            fs.rm_file(f"{path}/{_LAST}")
        for name in sorted(names, key=lambda name: name == _LAST):
            target = f"{path}/{Path(name).as_posix()}"
            fs.makedirs(target.rpartition("/")[0], exist_ok=True)
            fs.put_file(str(local / name), target)
        # What people decided meanwhile is never taken away.
        for name in there - {Path(name).as_posix() for name in names} - {_LAST, "review.jsonl"}:
            fs.rm_file(f"{path}/{name}")


def _is_ours(file: Path) -> bool:
    return file.suffix not in (".part", ".lock") and file.name != "lock" and not file.name.endswith(".old")


def send(data: bytes, url: str) -> None:
    """Put a few bytes at `url`."""
    with _store(url, OutputError) as (fs, path):
        fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        fs.pipe_file(path, data)


def create(data: bytes, url: str) -> bool:
    """Put a few bytes at `url` if nothing is there yet, and return whether that was so; in one step where a store can.

    Stores that know no such step are asked first, so two that ask at the same moment may both be told yes.
    """
    with _store(url, OutputError) as (fs, path):
        fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        fs.invalidate_cache()
        try:
            fs.pipe_file(path, data, mode="create")
        except FileExistsError:
            return False
        except (TypeError, ValueError, NotImplementedError):
            if fs.exists(path):
                return False
            fs.pipe_file(path, data)
        return True


def look(url: str) -> bytes | None:
    """Return the few bytes at `url` as the store has them now; None if there are none."""
    try:
        with _store(url) as (fs, path):
            fs.invalidate_cache()
            return bytes(fs.cat_file(path))
    except AbsentError:
        return None


def remove(url: str) -> None:
    """Take a file out of a store; one that is not there is no trouble."""
    with suppress(AbsentError), _store(url, OutputError) as (fs, path):
        fs.rm_file(path)


def forget(url: str) -> None:
    """Remove the copy of `url` on this machine."""
    place = room_of(url)
    if place.is_dir():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)
