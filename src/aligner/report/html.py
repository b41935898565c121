"""Render a run as HTML: one file, or for a large run an overview and a file for every few hundred stories."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import OutputError
from aligner.report.overview import COLUMNS, Totals
from aligner.report.strings import all_strings, strings
from aligner.report.view import OverviewRow, Row, StoryView, view_story

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["PAGE_BYTES", "PAGE_STORIES", "ReportRun", "write_report"]

PAGE_STORIES = 400
PAGE_BYTES = 12_000_000
_SCRIPTS = ("text.js", "overview.js", "links.js", "story.js", "app.js")


@dataclass(frozen=True, slots=True)
class ReportRun:
    """What a report is made of: the rows of a run folder, as mappings.

    Attributes
    ----------
    manifest
        The content of ``run.json``; only ``version``, ``encoder`` and ``created`` are shown, and none is needed.
    stories, pairs, coverage
        The rows of ``stories.jsonl``, ``pairs.jsonl`` and ``coverage.jsonl``. Pairs and ledger rows are matched to
        stories by id; `coverage` may lack a story, whose verdicts then come from its pairs.
    title
        Heading of the report; None takes the name of the run.
    """

    manifest: Mapping[str, Any] = field(default_factory=dict)
    stories: Iterable[Row] = ()
    pairs: Iterable[Row] = ()
    coverage: Iterable[Row] = ()
    title: str | None = None


def write_report(
    path: str | Path,
    run: ReportRun,
    *,
    lang: str = "en",
    page_stories: int = PAGE_STORIES,
    page_bytes: int = PAGE_BYTES,
) -> tuple[Path, ...]:
    """Write the report of `run` to `path` and return the files written, the one to open first.

    Parameters
    ----------
    path
        The HTML file. A run of more than `page_stories` stories, or of more than `page_bytes` bytes of data, puts its
        stories into numbered files in a folder beside it that bears its name without ``.html``.
    lang
        Language the page opens in, ``"en"`` or ``"ko"``; the reader can switch.

    Raises
    ------
    OutputError
        If a file cannot be written.
    ConfigError
        If `lang` is another language.
    """
    target = Path(path)
    words = strings(lang)
    pairs = _by_story(run.pairs)
    ledgers = {str(row.get("story", "")): row for row in run.coverage}
    totals, rows, pages = Totals(), [], _Pages(page_stories, page_bytes)
    for story in run.stories:
        name = str(story.get("id", ""))
        view = view_story(story, pairs.get(name, ()), ledgers.get(name))
        totals.add(view)
        rows.append(view.row)
        pages.add(view)
    title = run.title or str(run.manifest.get("name") or words["report"])
    shared = {
        "lang": lang,
        "title": title,
        "signature": _signature(run.manifest),
        "t": words,
        "strings": all_strings(),
        "columns": COLUMNS,
        **totals.context(),
    }
    if len(pages.pages) <= 1:
        data = pages.pages[0] if pages.pages else []
        html = _render(shared, [row.to_list("") for row in rows], data, ("", 0, 1))
        return (_write(target, html),)
    return _write_pages(target, shared, rows, pages.pages)


class _Pages:
    """Story data in the order of the run, cut where a page is full."""

    def __init__(self, most_stories: int, most_bytes: int) -> None:
        self.most_stories, self.most_bytes = max(1, most_stories), max(1, most_bytes)
        self.pages: list[list[str]] = []
        self._bytes = 0

    def add(self, view: StoryView) -> None:
        text = _json(view.data)
        size = len(text.encode("utf-8"))
        full = self.pages and (
            len(self.pages[-1]) >= self.most_stories or (self._bytes and self._bytes + size > self.most_bytes)
        )
        if not self.pages or full:
            self.pages.append([])
            self._bytes = 0
        self.pages[-1].append(text)
        self._bytes += size


def _write_pages(
    target: Path, shared: Mapping[str, Any], rows: Sequence[OverviewRow], pages: Sequence[Sequence[str]]
) -> tuple[Path, ...]:
    folder = target.with_suffix("")
    names = [f"{number:04d}.html" for number in range(1, len(pages) + 1)]
    everywhere: list[list[Any]] = []
    written = []
    at = 0
    for number, (name, data) in enumerate(zip(names, pages, strict=True), start=1):
        mine = rows[at : at + len(data)]
        at += len(data)
        everywhere += [row.to_list(f"{folder.name}/{name}") for row in mine]
        html = _render(shared, [row.to_list("") for row in mine], data, (f"../{target.name}", number, len(pages)))
        written.append(_write(folder / name, html))
    # A shorter run written over a longer one must not leave the old one's last pages lying about.
    for old in folder.glob("[0-9][0-9][0-9][0-9].html"):
        if old.name not in names:
            old.unlink()
    return (_write(target, _render(shared, everywhere, (), ("", 0, len(pages)))), *written)


def _render(
    shared: Mapping[str, Any], rows: Sequence[Sequence[Any]], data: Sequence[str], place: tuple[str, int, int]
) -> str:
    from markupsafe import Markup

    home, number, count = place
    css, js = _assets()
    html = (
        _environment()
        .get_template("report.html.j2")
        .render(
            **shared,
            # Safe as markup: both are files of this package.
            css=Markup(css),
            js=Markup(js),
            css_hash=_hash(css),
            js_hash=_hash(js),
            rows=rows,
            # Safe as markup: `_json` escaped them.
            stories=[Markup(text) for text in data],
            page_info={"home": home, "page": number, "pages": count, "lang": shared["lang"]},
            page_count=count,
            page_label=f"{number} / {count}" if number else f"{count} × HTML",
        )
    )
    return html


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def json_block(value: Any) -> Markup:
        return value if isinstance(value, Markup) else Markup(_json(value))

    environment = Environment(
        loader=PackageLoader("aligner.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["json_block"] = json_block
    return environment


_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def _json(value: Any) -> str:
    """Return `value` as JSON that cannot end the ``script`` element it stands in, and that UTF-8 can hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


@cache
def _assets() -> tuple[str, str]:
    folder = resources.files("aligner.report").joinpath("assets")
    css = folder.joinpath("report.css").read_text(encoding="utf-8")
    parts = [folder.joinpath(name).read_text(encoding="utf-8") for name in _SCRIPTS]
    return css, '"use strict";(() => {\n' + "\n".join(parts) + "\n})();"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _signature(manifest: Mapping[str, Any]) -> str:
    encoder = manifest.get("encoder")
    if isinstance(encoder, Mapping):
        encoder = encoder.get("fingerprint") or encoder.get("name")
    parts = [f"aligner {manifest['version']}" if manifest.get("version") else "", encoder, manifest.get("created")]
    return " · ".join(str(part) for part in parts if part)


def _by_story(pairs: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in pairs:
        grouped.setdefault(str(row.get("story", "")), []).append(row)
    return grouped


def _write(path: Path, text: str) -> Path:
    """Write through a temporary file beside `path`, so that a reader never meets half a page."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"report cannot be written ({error.strerror or error})", file=path, hint="choose a folder you may write to"
        ) from error
    return path
