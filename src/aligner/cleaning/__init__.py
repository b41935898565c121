"""Page furniture, bylines, captions → roles, never deletion: every character keeps its place and gets one role."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.cleaning.affixes import lead_end, spans
from aligner.cleaning.lines import TextLine, logical_lines
from aligner.cleaning.story import judge
from aligner.types import Document, Lang, Line, Role

__all__ = ["clean"]

_MAX_ROUNDS = 6


def clean(document: Document) -> tuple[Line, ...]:
    """Give every line of a document its role.

    Parameters
    ----------
    document
        As read; for HTML its hints are taken into account, but what a line says overrides where it stands.

    Returns
    -------
    tuple of Line
        In text order, not overlapping, holding every character that is neither white space nor zero-width. A line of
        the file becomes several when it holds a dateline or byline before the story's text, or an address after it.
        Hard-wrapped lines are one.

    Notes
    -----
    Idempotent by construction: the rules run again on what they kept until they keep all of it, so that cleaning a
    text that is made of the kept lines keeps every one of them.
    """
    lines = logical_lines(document)
    roles: dict[int, Role] = {}
    parts: dict[int, list[tuple[int, int, Role]]] = {}
    kept = lines
    title: int | None = None
    for _ in range(_MAX_ROUNDS):
        judged = judge(kept, document.lang, title)
        # What furniture below it gave away as a headline stays one when the furniture is gone.
        title = next((line.number for line, role in zip(kept, judged, strict=True) if role is Role.HEADLINE), None)
        following: list[TextLine] = []
        changed = False
        lead = _lead(kept, judged, document.lang)
        for line, role in zip(kept, judged, strict=True):
            roles[line.number] = role
            if not role.aligned:
                changed = True
                continue
            cut = spans(line, role, document.lang if line.number == lead else None)
            core = next((c for c in cut if c[2].aligned), None)
            if len(cut) > 1:
                changed = True
                parts[line.number] = _insert(parts.get(line.number), cut)
            if core is not None:
                following.append(line.narrowed(core[0], core[1]) if len(cut) > 1 else line)
        kept = following
        if not changed or not kept:
            break
    found: list[Line] = []
    for line in lines:
        role = roles[line.number]
        whole = [(line.start, line.end, role)]
        for start, end, part in _settled(parts.get(line.number, whole), role):
            found.append(Line(start, end, part, line.number))
    return tuple(found)


def _lead(lines: Sequence[TextLine], roles: Sequence[Role], lang: Lang) -> int | None:
    """Return the number of the story's first line if it alone begins with a place, day or agency."""
    body = [line for line, role in zip(lines, roles, strict=True) if role is Role.BODY]
    if not body or not lead_end(body[0].text, lang) or any(lead_end(line.text, lang) for line in body[1:]):
        return None
    return body[0].number


def _insert(
    before: list[tuple[int, int, Role]] | None, cut: list[tuple[int, int, Role]]
) -> list[tuple[int, int, Role]]:
    """Put the finer `cut` of a line's core in its place among the parts found `before`."""
    if before is None:
        return cut
    inner = (cut[0][0], cut[-1][1])
    return sorted([p for p in before if p[1] <= inner[0] or p[0] >= inner[1]] + cut)


def _settled(parts: list[tuple[int, int, Role]], role: Role) -> list[tuple[int, int, Role]]:
    """Give the core of a line the role it has in the end."""
    return [(start, end, role if part.aligned else part) for start, end, part in parts]
