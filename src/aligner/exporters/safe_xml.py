"""Reading XML that someone else wrote: no entities, no network, bounded depth, constant memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aligner.artifacts.budget import Budget, open_packed, walk_xml
from aligner.errors import InputError
from aligner.exporters.model import BadUnits

__all__ = ["LANG", "clear", "code_text", "local_name", "parse_elements"]

UNIT_ELEMENTS = 500_000
"""Elements that may be opened in one unit, or between two."""
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
        If the file holds hundreds of thousands of elements in one unit or in none, declares entities, nests deeper than
        250 elements, unpacks to far more than it weighs, or holds a text node above 10 MB (libxml2's limit, left on).
    InputError
        If the file is not well-formed or has another document element.

    Notes
    -----
    A DOCTYPE alone is no attack (every TMX may have one) and is passed over; it is never fetched.
    """
    budget = Budget.for_corpus(path)
    problem = None if bad is None else lambda line, message: bad.add(f"line {line}", message)
    units = ends - starts
    inside, seen_root = 0, False
    with open_packed(path) as stream:
        for event, element in walk_xml(stream, budget, allow_doctype=True, problem=problem):
            name = local_name(element)
            if not seen_root:
                seen_root = True
                if name != root:
                    what = f"the document element is <{name}>, not <{root}>"
                    raise InputError(what, file=path, hint="check the format")
            if name in units:
                inside += 1 if event == "start" else -1
                budget.elements = UNIT_ELEMENTS
            if name in (starts if event == "start" else ends):
                yield event, element
            elif event == "end" and not inside and name not in starts:
                clear(element)
