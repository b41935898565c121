"""The desk's page: the report's template with the tools of the desk switched on."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from aligner.report.html import desk_context, render_desk
from aligner.texts import all_strings

if TYPE_CHECKING:
    from aligner.desk.session import Session

__all__ = ["render_page", "static_file"]

_SCRIPTS = ("state.js", "select.js", "edit.js", "findings.js", "dialogs.js", "sync.js")


def render_page(session: Session, *, lang: str, token: str) -> str:
    """Return the page of a run: the overview, and the stories as they are asked for."""
    totals, lines = session.overview()
    page = {"run": session.name, "token": token, "rev": session.revision, "temporary": session.temporary is not None}
    manifest = session.corpus.folder.manifest
    title = session.corpus.path.resolve().name if session.temporary is None else ""
    return render_desk(
        desk_context(totals, manifest, title=title, lang=lang, strings=all_strings("report", "desk")),
        lines,
        page,
    )


@cache
def static_file(name: str) -> tuple[bytes, str] | None:
    """Return a file of the page and its type; None if there is no such file."""
    if name == "desk.css":
        text = "\n".join(_read("report", "report.css") + _read("desk", "desk.css"))
        return text.encode(), "text/css; charset=utf-8"
    if name == "desk.js":
        from aligner.report.html import SCRIPTS

        parts = [*_read("report", *SCRIPTS[:-1]), *_read("desk", *_SCRIPTS), *_read("report", SCRIPTS[-1])]
        text = '"use strict";(() => {\n' + "\n".join(parts) + "\n})();"
        return text.encode(), "text/javascript; charset=utf-8"
    return None


def _read(room: str, *names: str) -> list[str]:
    folder = resources.files(f"aligner.{room}").joinpath("assets")
    return [folder.joinpath(name).read_text(encoding="utf-8") for name in names]
