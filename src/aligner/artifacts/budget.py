"""What a container (zip, gzip, deflate, XML) may cost to read: one budget of bytes, parts, depth, elements and time.

Nothing is believed that the container says of its sizes or that its parts' names suggest: everything is read as a
stream, and the budget is charged for what really comes out.
"""

from __future__ import annotations

import gzip
import io
import os
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from aligner.errors import InputError, UnsafeInputError

__all__ = [
    "Budget", "inflate", "metered", "open_packed", "open_zip", "parquet_batches", "read_part",
    "refuse_special", "stream_part", "walk_xml",
]  # fmt: skip

_CHUNK = 1 << 16
_HINT = "split the file, or give its text"
_RATIO = 100
_SMALL = 64 * 2**20


@dataclass
class Budget:
    """What is left to spend on one file.

    Attributes
    ----------
    file
        The file, for errors.
    bytes
        Bytes that may still be unpacked.
    parts
        Parts that a zip container may have.
    elements
        XML elements that may still be opened.
    depth
        Elements that may be open at once.
    seconds
        Processor seconds of this thread from now on.
    """

    file: str | Path
    bytes: int = 128 * 2**20
    parts: int = 5000
    elements: int = 2_000_000
    depth: int = 200
    seconds: float = 60.0
    _until: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._until = time.thread_time() + self.seconds

    @classmethod
    def for_corpus(cls, file: str | Path) -> Budget:
        """Return what reading a corpus may cost: as much as it takes, if it is really as large as it unpacks to.

        Texts pack to a tenth; what unpacks to more than 64 MiB and a hundred times its size holds nothing. Its elements
        count from one unit to the next: readers set `elements` anew behind each.
        """
        size = Path(file).stat().st_size
        return cls(file, bytes=max(_SMALL, _RATIO * size), parts=10_000, depth=250, seconds=float("inf"))

    def take(self, count: int) -> None:
        """Charge `count` unpacked bytes.

        Raises
        ------
        UnsafeInputError
            If the bytes or the time are spent.
        """
        self.bytes -= count
        if self.bytes < 0:
            raise UnsafeInputError(
                "refused: it unpacks to far more than it weighs or a story can hold", file=self.file, hint=_HINT
            )
        self.check_time()

    def element(self, depth: int) -> None:
        """Charge one XML element, `depth` of which are open."""
        self.elements -= 1
        if self.elements < 0:
            raise UnsafeInputError("refused: it holds too many XML elements", file=self.file, hint=_HINT)
        if depth > self.depth:
            raise UnsafeInputError(f"refused: XML nested deeper than {self.depth} elements", file=self.file, hint=_HINT)
        if self.elements % 4096 == 0:
            self.check_time()

    def check_time(self) -> None:
        """Raise if the time is spent."""
        if time.thread_time() > self._until:
            raise UnsafeInputError(f"refused: not read within {self.seconds:g} s", file=self.file, hint=_HINT)


class _Metered(io.RawIOBase):
    """A stream whose bytes are charged to a budget as they come."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._stream.read(len(buffer))
        self._budget.take(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()


def metered(stream: IO[bytes], budget: Budget) -> BinaryIO:
    """Return `stream`, every byte of it charged to `budget`."""
    return io.BufferedReader(_Metered(stream, budget), _CHUNK)


def refuse_special(path: str | Path) -> None:
    """Refuse a pipe or device, or a link to one, before it is opened: it may never end, or never begin.

    Raises
    ------
    InputError
        If `path` exists and is neither a regular file nor a folder.
    """
    if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):  # noqa: PTH110, PTH112, PTH113
        raise InputError("it is no regular file", file=path, hint="check the path")


def open_packed(path: Path) -> BinaryIO:
    """Open a corpus file for reading bytes, unpacked if its content is gzip, under `Budget.for_corpus`."""
    refuse_special(path)
    with path.open("rb") as probe:
        packed = probe.read(2) == b"\x1f\x8b"
    if not packed:
        return path.open("rb")
    return metered(cast(IO[bytes], gzip.open(path, "rb")), Budget.for_corpus(path))


def parquet_batches(file: Any, path: Path, rows: int) -> Iterator[Any]:
    """Yield the record batches of an open ``ParquetFile``, of at most `rows` rows, under `Budget.for_corpus`.

    A column whose values repeat is small in the file and large in memory: what comes out is charged, too.

    Raises
    ------
    UnsafeInputError
        If the file unpacks to far more than it weighs.
    """
    budget = Budget.for_corpus(path)
    groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    Budget.for_corpus(path).take(sum(max(0, group.total_byte_size) for group in groups))
    for batch in file.iter_batches(batch_size=rows):
        budget.take(batch.nbytes)
        yield batch


def inflate(data: bytes, budget: Budget, *, wbits: int = -15) -> bytes:
    """Return `data` unpacked (raw deflate by default); never unpacks more than the budget allows.

    Raises
    ------
    UnsafeInputError
        If it holds more than the budget allows.
    InputError
        If it is damaged or cut short.
    """
    machine = zlib.decompressobj(wbits)
    parts: list[bytes] = []
    rest = data
    try:
        while rest and not machine.eof:
            piece = machine.decompress(rest, _CHUNK)
            budget.take(len(piece))
            parts.append(piece)
            rest = machine.unconsumed_tail
            if not piece and not rest:
                break
    except zlib.error as error:
        raise InputError(f"is damaged ({error})", file=budget.file, hint="save it again") from error
    if not machine.eof:
        raise InputError("is damaged (it ends too early)", file=budget.file, hint="copy or save it again")
    return b"".join(parts)


def open_zip(source: bytes | Path, budget: Budget) -> zipfile.ZipFile:
    """Open a zip container, held in memory or a file.

    Raises
    ------
    UnsafeInputError
        If it has more parts than the budget allows.
    InputError
        If it is no zip container, or needs a password.
    """
    try:
        box = zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise InputError(f"is damaged ({error})", file=budget.file, hint="save it again") from error
    if len(box.infolist()) > budget.parts:
        raise UnsafeInputError(f"refused: {len(box.infolist()):,} parts", file=budget.file, hint=_HINT)
    if any(part.flag_bits & 1 for part in box.infolist()):
        raise InputError("needs a password", file=budget.file, hint="save it without one")
    return box


def read_part(box: zipfile.ZipFile, name: str, budget: Budget) -> bytes | None:
    """Return a part unpacked, or None if there is none of that name; errors as for `inflate`."""
    parts: list[bytes] = []
    try:
        with box.open(name) as stream:
            while piece := stream.read(_CHUNK):
                budget.take(len(piece))
                parts.append(piece)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError(f"is damaged (part {name!r}: {error})", file=budget.file, hint="save it again") from error
    return b"".join(parts)


def stream_part(box: zipfile.ZipFile, name: str, budget: Budget) -> BinaryIO | None:
    """Return a part as a stream charged to `budget`, or None if there is none of that name."""
    try:
        return metered(box.open(name), budget)
    except KeyError:
        return None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError(f"is damaged (part {name!r}: {error})", file=budget.file, hint="save it again") from error


def walk_xml(
    source: bytes | IO[bytes],
    budget: Budget,
    *,
    allow_doctype: bool = False,
    problem: Callable[[int, str], None] | None = None,
) -> Iterator[tuple[str, Any]]:
    """Yield ``("start" | "end", element)`` for every element, in document order.

    At ``"end"`` an element and what is inside it is complete; its tail is not. The caller clears what it is done with.

    Parameters
    ----------
    source, budget
        What is read, and what it may cost.
    allow_doctype
        Whether it may name a document type, which is never fetched; entities it may not declare.
    problem
        Called with line and message of what is not well-formed, and reading goes on behind it; without it that is an
        error.

    Raises
    ------
    UnsafeInputError
        If it declares entities, or a document type at all unless `allow_doctype`; or if the budget is spent.
    InputError
        If it is not well-formed.
    """
    from lxml import etree

    events = etree.iterparse(
        BytesIO(source) if isinstance(source, bytes) else source,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=problem is not None,
    )
    depth = 0
    try:
        for event, element in events:
            if event == "start":
                if not depth:
                    _check_doctype(element, budget, allow_doctype)
                depth += 1
                budget.element(depth)
            else:
                depth -= 1
            yield event, element
        if problem is not None:
            for slip in events.error_log:
                _refuse_attack(slip.message, budget)
                problem(slip.line, slip.message)
    except etree.XMLSyntaxError as error:
        text = str(error)
        _refuse_attack(text, budget)
        raise InputError(f"is not well-formed XML: {text}", file=budget.file, hint="save it again") from error


def _refuse_attack(message: str, budget: Budget) -> None:
    """Limits of the parser that were met are no slip of a tool."""
    if any(word in message.lower() for word in ("depth", "huge", "amplification", "entity reference loop")):
        raise UnsafeInputError(f"refused: {message}", file=budget.file, hint=_HINT)


def _check_doctype(root: Any, budget: Budget, allowed: bool) -> None:
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is None:
        return
    if not allowed or any(True for _ in document_type.iterentities()):
        raise UnsafeInputError("refused: it declares a document type or entities", file=budget.file, hint=_HINT)
