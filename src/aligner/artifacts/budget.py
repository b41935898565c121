"""What a container (zip, gzip, deflate, XML) may cost to read: one budget of bytes, parts, depth, elements and time.

Nothing is believed that the container says of its sizes or that its parts' names suggest: everything is read as a
stream, and the budget is charged for what really comes out.
"""

from __future__ import annotations

import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from aligner.errors import InputError, UnsafeInputError

__all__ = ["Budget", "inflate", "open_zip", "read_part", "walk_xml"]

_CHUNK = 1 << 16
_HINT = "split the file, or give its text"


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

    def take(self, count: int) -> None:
        """Charge `count` unpacked bytes.

        Raises
        ------
        UnsafeInputError
            If the bytes or the time are spent.
        """
        self.bytes -= count
        if self.bytes < 0:
            raise UnsafeInputError("refused: it unpacks to more than a story can hold", file=self.file, hint=_HINT)
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


def open_zip(data: bytes, budget: Budget) -> zipfile.ZipFile:
    """Open a zip container held in memory.

    Raises
    ------
    UnsafeInputError
        If it has more parts than the budget allows.
    InputError
        If it is no zip container, or needs a password.
    """
    try:
        box = zipfile.ZipFile(BytesIO(data))
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


def walk_xml(source: bytes | IO[bytes], budget: Budget, *, allow_doctype: bool = False) -> Iterator[tuple[str, Any]]:
    """Yield ``("start" | "end", element)`` for every element, in document order.

    At ``"end"`` an element and what is inside it is complete; its tail is not. The caller clears what it is done with.

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
    except etree.XMLSyntaxError as error:
        text = str(error)
        if any(word in text.lower() for word in ("depth", "huge", "amplification", "entity")):
            raise UnsafeInputError(f"refused: {text}", file=budget.file, hint=_HINT) from error
        raise InputError(f"is not well-formed XML: {text}", file=budget.file, hint="save it again") from error


def _check_doctype(root: Any, budget: Budget, allowed: bool) -> None:
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is None:
        return
    if not allowed or any(True for _ in document_type.iterentities()):
        raise UnsafeInputError("refused: it declares a document type or entities", file=budget.file, hint=_HINT)
