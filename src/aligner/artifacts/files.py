"""Writing so that a crash leaves the old file or the new one, never half of either."""

from __future__ import annotations

import codecs
import errno
import gzip
import io
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from aligner.artifacts.budget import open_packed
from aligner.errors import InputError, OutputError

__all__ = ["atomic_binary", "atomic_folder", "atomic_parts", "atomic_text", "cannot_write", "open_text", "sibling"]


@contextmanager
def _output_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise cannot_write(error, path) from error
    except UnicodeEncodeError as error:
        if str(path).isprintable():
            raise
        # Arrow, lxml and openpyxl take names of Unicode only.
        raise OutputError("its name is not Unicode", file=path, hint="choose another --out") from error


# What a user can do about each cause; an error that is none of these has no hint, rather than a wrong one.
_NEXT_STEP = {
    errno.ENOSPC: "free space, then run again",
    errno.EDQUOT: "free some of your quota, then run again",
    errno.EFBIG: "choose --out on a file system that takes files of this size",
    errno.EACCES: "choose another --out, or allow writing there",
    errno.EPERM: "choose another --out, or allow writing there",
    errno.EROFS: "choose --out on a file system that can be written",
    errno.ENAMETOOLONG: "choose a shorter --out or shorter story ids",
    errno.ENOTDIR: "a part of this path is a file: choose another --out",
    errno.EEXIST: "a part of this path is a file: choose another --out",
    errno.EISDIR: "this is a folder: choose another --out",
    errno.ENOENT: "choose --out in a folder that exists",
    errno.EMFILE: "raise the limit of open files (ulimit -n)",
    errno.EINVAL: "this file system does not take the name: choose another --out",
}


def cannot_write(error: OSError, path: Path) -> OutputError:
    """Return the error to raise for `error`: the true cause, the file it happened at, and what helps against it.

    An error about another file than the ones being written (a source that vanished, say) names that file.
    """
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    other = error.filename if isinstance(error.filename, str) else None
    ours = other is None or Path(other).name.startswith(f".{path.name}.") or Path(other) in path.parents
    ours = ours or Path(other or path).is_relative_to(path)
    if not ours:
        return OutputError(f"cannot be used: {reason}", file=other, hint=f"needed while writing {path.name}")
    return OutputError(f"cannot be written: {reason}", file=path, hint=_NEXT_STEP.get(error.errno or 0))


@contextmanager
def sibling(path: Path) -> Iterator[Path]:
    """Yield a temporary file name beside `path`, which takes the place of `path` when the block ends well.

    For writers that open a file by name themselves.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    with _output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            with temporary.open("rb+") as written:
                os.fsync(written.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    # The only portable way to read the mask is to set it; put back at once.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextmanager
def atomic_binary(path: Path) -> Iterator[BinaryIO]:
    """Open `path` for writing bytes; the file appears only when the block ends without an error."""
    with sibling(path) as temporary, temporary.open("wb") as stream:
        yield stream
        stream.flush()


@contextmanager
def atomic_text(path: Path, *, compress: bool = False) -> Iterator[IO[str]]:
    """Open `path` for writing UTF-8 with ``\\n`` line ends; gzip carries no time stamp, so same rows are same bytes."""
    with atomic_binary(path) as raw:
        if not compress:
            text = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
            yield text
            text.flush()
            text.detach()
            return
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as packed:
            text = io.TextIOWrapper(cast(BinaryIO, packed), encoding="utf-8", newline="\n")
            yield text
            text.flush()
            text.detach()


@contextmanager
def open_text(path: Path) -> Iterator[IO[str]]:
    """Open a plain or gzipped text file for reading; a BOM is skipped, line ends are kept as they are.

    It is UTF-8, UTF-16 with its mark, or CP949, as Korean Windows saves files: told by the first megabytes. A byte that
    is none of its encoding comes as a lone surrogate, so that it costs its line and not the file (`numbered_lines`).

    Raises
    ------
    InputError
        While it is read, if a gzip file ends too early, is damaged, or unpacks to far more than it weighs.
    """
    try:
        with open_packed(path) as probe:
            encoding = _encoding_of(probe.read(_PROBE))
        raw = open_packed(path)
        with io.TextIOWrapper(raw, encoding=encoding, newline="", errors=_errors(encoding)) as stream:
            yield stream
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"is a damaged gzip file ({error})"[:200], file=path, hint="copy or pack it again") from error


_PROBE = 1 << 20


def _errors(encoding: str) -> str:
    # Half a unit of UTF-16 cannot be carried through as a byte can.
    return "replace" if encoding == "utf-16" else "surrogateescape"


def _encoding_of(head: bytes) -> str:
    """Return the encoding of a file by its beginning, whose last character may be cut."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    for encoding in ("utf-8", "cp949"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return "utf-8-sig" if encoding == "utf-8" else encoding
    return "utf-8-sig"


@contextmanager
def atomic_folder(path: Path, *, marker: str) -> Iterator[Path]:
    """Yield an empty folder beside `path`; it takes the place of `path` when the block ends well.

    Parameters
    ----------
    marker
        A file that every folder of this kind holds. An existing folder that is not empty and lacks it is not ours and
        is never replaced.

    Notes
    -----
    A folder cannot be replaced in one step on every system: the old one is renamed aside, the new one put in its place,
    then the old one deleted. If the machine stops between the two renames, the next call puts the old folder back.
    """
    aside = path.with_name(f".{path.name}.old")
    with _output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if aside.exists() and not path.exists():
            aside.rename(path)
        if path.exists() and (not path.is_dir() or (any(path.iterdir()) and not (path / marker).is_file())):
            raise OutputError("exists and is not an earlier export", file=path, hint="choose another --out")
        with _scratch_folder(path) as temporary:
            yield temporary
            temporary.chmod(0o777 & ~_umask())
            _swap(temporary, path, aside)


@contextmanager
def _scratch_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder beside `path`; what is left of it at the end is removed."""
    temporary = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part"))
    try:
        yield temporary
    finally:
        if temporary.exists():
            shutil.rmtree(temporary)


def _swap(new: Path, path: Path, aside: Path) -> None:
    """Put a file or folder in the place of a folder (or file)."""
    if aside.exists():
        shutil.rmtree(aside)
    if path.is_dir():
        path.rename(aside)
    elif path.exists():
        path.unlink()
    new.rename(path)
    if aside.exists():
        shutil.rmtree(aside)


@contextmanager
def atomic_parts(path: Path, *, marker: str) -> Iterator[Path]:
    """Yield an empty folder for the parts of `path`; its one file or else itself takes the place of `path`.

    Parameters
    ----------
    marker
        Name of the first part. A folder at `path` that lacks it is not ours and is never replaced.
    """
    aside = path.with_name(f".{path.name}.old")
    with _output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if aside.exists() and not path.exists():
            aside.rename(path)
        if path.is_dir() and any(path.iterdir()) and not (path / marker).is_file():
            raise OutputError("exists and is not an earlier export", file=path, hint="choose another --out")
        with _scratch_folder(path) as temporary:
            yield temporary
            made = list(temporary.iterdir())
            if len(made) > 1 or path.is_dir():
                temporary.chmod(0o777 & ~_umask())
                _swap(made[0] if len(made) == 1 else temporary, path, aside)
            else:
                made[0].replace(path)
