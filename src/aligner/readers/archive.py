"""A zip of stories, as mail and messengers bring it: unpacked once, under a budget, and read as the folder it is."""

from __future__ import annotations

import hashlib
import shutil
import stat
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path, PurePosixPath

from aligner.artifacts.budget import Budget, open_zip, read_part
from aligner.artifacts.remote import UNPACKED, room_of
from aligner.errors import InputError, UnsafeInputError
from aligner.readers.ids import shown_name

__all__ = ["is_archive", "unpacked"]

_UTF8_NAME = 0x800
_JUNK = ("__MACOSX", ".DS_Store", "Thumbs.db")


def is_archive(path: Path) -> bool:
    """Whether `path` is a file called ``.zip`` that begins as one; documents have suffixes of their own."""
    if path.suffix.lower() != ".zip" or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def unpacked(path: Path) -> Path:
    """Return the folder that a zip of stories holds, unpacked beside the other copies of the cache.

    Raises
    ------
    UnsafeInputError
        If a name leads out of the archive, or it unpacks to more than its budget.
    InputError
        If it is damaged, needs a password or holds no file.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:16]
    room = room_of(f"{UNPACKED}://{shown_name(path.stem)}-{digest}")
    if not room.is_dir():
        room.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".part-", dir=room.parent))
        try:
            _unpack(path, making)
            making.replace(room)
        except OSError as error:
            if not room.is_dir():  # another run has just unpacked it
                raise InputError(
                    f"cannot be unpacked: {error.strerror}", file=path, hint="check the cache folder"
                ) from None
        finally:
            shutil.rmtree(making, ignore_errors=True)
    inside = list(room.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else room


def _unpack(path: Path, folder: Path) -> None:
    budget = Budget.for_corpus(path)
    with open_zip(path, budget) as box:
        parts = [part for part in box.infolist() if not part.is_dir() and not _is_junk(part)]
        if not parts:
            raise InputError("holds no file", file=path, hint="zip the folder of stories")
        for part in parts:
            target = folder / _name(part, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(read_part(box, part.filename, budget) or b"")


def _is_junk(part: zipfile.ZipInfo) -> bool:
    return any(name in _JUNK for name in PurePosixPath(part.filename).parts)


def _name(part: zipfile.ZipInfo, archive: Path) -> PurePosixPath:
    """The place of a part; names that are not marked as UTF-8 are CP949, as Korean Windows writes them."""
    name = part.filename
    if not part.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):  # neither: as the library reads it
            name = name.encode("cp437").decode("cp949")
    place = PurePosixPath(name.replace("\\", "/"))
    if place.is_absolute() or ".." in place.parts or stat.S_ISLNK(part.external_attr >> 16):
        raise UnsafeInputError(
            f"refused: {name!r} leads out of it", file=archive, hint="unpack it and look at it first"
        )
    return place
