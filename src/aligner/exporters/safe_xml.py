"""Reading XML that someone else wrote: no entities, no network, bounded depth, constant memory."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from aligner.errors import InputError, UnsafeInputError
from aligner.exporters.model import BadUnits

__all__ = ["LANG", "clear", "code_text", "local_name", "parse_elements"]

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def local_name(element: Any) -> str:
    """Return the tag without its namespace; ``""`` for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


_BREAK = re.compile(r"&lt;br|<br|\\n|\n|line ?break|\blb\b|x-?br|newline|softreturn", re.I)

_CODE_NAMES = ("ctype", "type", "subType", "equiv", "disp", "dispStart", "x")


def code_text(code: Any, before: str, after: str | None) -> str:
    """Return what stands for an inline code that is dropped: a blank where a line break stood between two words."""
    if not isinstance(code.tag, str):
        return ""
    said = " ".join([code.text or "", *(str(code.get(key) or "") for key in _CODE_NAMES)])
    glued = before and not before[-1].isspace() and after and not after[0].isspace()
    return " " if glued and _BREAK.search(said) else ""


def clear(element: Any) -> None:
    """Forget `element` and what came before it, so that memory does not grow with the file."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def parse_elements(
    path: Path, *, root: str, starts: frozenset[str], ends: frozenset[str], bad: BadUnits | None = None
) -> Iterator[tuple[str, Any]]:
    """Yield ``("start" | "end", element)`` for the wanted local names, in document order.

    Parameters
    ----------
    root
        Local name that the document element must have.
    starts, ends
        Local names whose start and end are reported. Call `clear` on an ended element when done with it.

    bad
        Takes what is not well-formed, and reading goes on behind it; without it that is an error.

    Raises
    ------
    UnsafeInputError
        If the file holds millions of elements that are no unit, declares entities, nests deeper than 256 elements or
        holds a text node above 10 MB (the limits of libxml2, left on).
    InputError
        If the file is not well-formed or has another document element.

    Notes
    -----
    A DOCTYPE alone is no attack (every TMX may have one) and is passed over; it is never fetched.
    """
    from lxml import etree

    with _open_bytes(path) as stream:
        events = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            recover=bad is not None,
        )
        seen_root = False
        inside = idle = 0
        units = ends - starts
        try:
            for event, element in events:
                name = local_name(element)
                inside += (1 if event == "start" else -1) * (name in units)
                idle = 0 if inside else idle + 1
                if idle > _MOST_IDLE:
                    hint = "check that it is the format its name says"
                    raise UnsafeInputError("refused: millions of elements that are no unit", file=path, hint=hint)
                if not seen_root:
                    seen_root = True
                    _check_root(element, name, root, path)
                if name in (starts if event == "start" else ends):
                    yield event, element
                elif event == "end" and not inside and name not in starts:
                    clear(element)
            if bad is not None:
                _note_errors(events, path, bad)
        except etree.XMLSyntaxError as error:
            text = str(error)
            if any(word in text.lower() for word in ("depth", "huge", "amplification", "entity reference loop")):
                raise UnsafeInputError(f"refused: {text}", file=path, hint="split or flatten the file") from error
            hint = "repair it or export it again"
            raise InputError(f"is not well-formed XML: {text}", file=path, hint=hint) from error


_MOST_IDLE = 4_000_000
"""Starts and ends of elements between two units."""
_ATTACKS = ("depth", "huge", "amplification", "loop")


def _note_errors(events: Any, path: Path, bad: BadUnits) -> None:
    """List what the parser passed over; limits that were met are no slip of a tool."""
    for error in events.error_log:
        if any(word in error.message.lower() for word in _ATTACKS):
            raise UnsafeInputError(f"refused: {error.message}", file=path, hint="split or flatten the file")
        bad.add(f"line {error.line}", error.message)


def _check_root(element: Any, name: str, root: str, path: Path) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise UnsafeInputError("refused: it declares XML entities", file=path, hint="remove its <!ENTITY …> lines")
    if name != root:
        raise InputError(f"the document element is <{name}>, not <{root}>", file=path, hint="check the format")


def _open_bytes(path: Path) -> IO[bytes]:
    with path.open("rb") as probe:
        packed = probe.read(2) == b"\x1f\x8b"
    return cast(IO[bytes], gzip.open(path, "rb")) if packed else path.open("rb")
