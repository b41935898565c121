"""Render a run as HTML: one file, or for a large run an overview and a file for every few hundred stories."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.artifacts import atomic_text
from aligner.report.overview import COLUMNS, Totals
from aligner.report.pages import Pages
from aligner.report.rows import join_rows
from aligner.report.strings import all_strings, strings
from aligner.report.view import Row, StoryView, view_story

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = [
    "PAGE_BYTES", "PAGE_STORIES", "SCRIPTS", "ReportRun", "ReportWriter", "desk_context", "render_desk", "write_report",
]  # fmt: skip

PAGE_STORIES = 400
DESK_KEYS = [
    ("↑ ↓ ← →", "dkh_arrows"), ("Space", "dkh_space"), ("m", "dkh_link"), ("u", "dkh_unlink"), ("k", "dkh_split"),
    ("j", "dkh_join"), ("Alt ↑ ↓", "dkh_shift"), ("c", "dkh_confirm"), ("e", "dkh_edit"),
    ("Shift E", "dkh_edit_ko"), ("Ctrl Enter", "dkh_cut"), ("t", "dkh_comment"),
    ("g", "dkh_unsure"), ("a x i", "dkh_settle"), ("r f", "dkh_realign"), ("b", "dkh_bulk"), ("z y", "dkh_undo"),
    ("h", "dkh_journal"), ("w", "dkh_search"),
]  # fmt: skip
"""Keys of the desk, for its help: the keys, and what they do."""
PAGE_BYTES = 12_000_000
SCRIPTS = ("text.js", "overview.js", "links.js", "story.js", "app.js")


@dataclass(frozen=True, slots=True)
class ReportRun:
    """What a report is made of: the rows of a run folder, as mappings.

    Attributes
    ----------
    manifest
        The content of ``run.json``; only ``version``, ``encoder`` and ``created`` are shown, and none is needed.
    stories, pairs, coverage
        The rows of ``stories.jsonl``, ``pairs.jsonl`` and ``coverage.jsonl``, all in the order of the stories and read
        one story at a time; `coverage` may lack a story, whose verdicts then come from its pairs.
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
    InputError
        If rows of a story stand after those of a later one.
    ConfigError
        If `lang` is another language.
    """
    writer = ReportWriter(
        path, run.manifest, title=run.title, lang=lang, page_stories=page_stories, page_bytes=page_bytes
    )
    with writer:
        for story, pairs, ledger in join_rows(run.stories, run.pairs, run.coverage):
            writer.add(view_story(story, pairs, ledger))
        return writer.finish()


class ReportWriter:
    """A report written story by story; memory holds a page of stories and a line of the overview for every story.

    Parameters are those of `write_report`; `manifest` and `title` as in `ReportRun`. Use it as a context manager, which
    removes what it keeps on disk meanwhile: `add` every story, then `finish`.
    """

    def __init__(
        self,
        path: str | Path,
        manifest: Mapping[str, Any] | None = None,
        *,
        title: str | None = None,
        lang: str = "en",
        page_stories: int = PAGE_STORIES,
        page_bytes: int = PAGE_BYTES,
    ) -> None:
        self.target, self.lang = Path(path), lang
        self.manifest = manifest or {}
        self.words = strings(lang)
        self.title = title or str(self.manifest.get("name") or self.words["report"])
        self._totals = Totals()
        self._pages = Pages(page_stories, page_bytes)

    def __enter__(self) -> ReportWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._pages.close()

    def add(self, view: StoryView) -> None:
        """Add a story."""
        self._totals.add(view)
        self._pages.add(_json(view.data), _json(view.row.to_list("")))

    def finish(self) -> tuple[Path, ...]:
        """Write the files and return them, the one to open first.

        Raises
        ------
        OutputError
            If a file cannot be written.
        """
        shared = {
            "lang": self.lang,
            "title": self.title,
            "signature": _signature(self.manifest),
            "t": self.words,
            "strings": all_strings(),
            "columns": COLUMNS,
            **self._totals.context(),
        }
        if self._pages.count <= 1:
            page = next(iter(self._pages), [])
            return (_write(self.target, _render(shared, [row for _, row in page], [d for d, _ in page], ("", 0, 1))),)
        return self._finish_pages(shared)

    def _finish_pages(self, shared: Mapping[str, Any]) -> tuple[Path, ...]:
        folder, count = self.target.with_suffix(""), self._pages.count
        everywhere: list[str] = []
        written = []
        for number, page in enumerate(self._pages, start=1):
            name = f"{number:04d}.html"
            rows = [row for _, row in page]
            # The last column says which file holds the story.
            everywhere += [row.removesuffix('""]') + _json(f"{folder.name}/{name}") + "]" for row in rows]
            html = _render(shared, rows, [data for data, _ in page], (f"../{self.target.name}", number, count))
            written.append(_write(folder / name, html))
        # A shorter run written over a longer one must not leave the old one's last pages lying about.
        for old in folder.glob("[0-9][0-9][0-9][0-9].html"):
            if old not in written:
                old.unlink()
        return (_write(self.target, _render(shared, everywhere, (), ("", 0, count))), *written)


def desk_context(
    totals: Totals, manifest: Mapping[str, Any], *, title: str, lang: str, strings: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the page of the desk shares with the report: totals, words, signature."""
    words = strings[lang]
    return {
        "lang": lang,
        "title": title or words["report"],
        "signature": _signature(manifest),
        "t": words,
        "strings": strings,
        "columns": COLUMNS,
        **totals.context(),
    }


def render_desk(shared: Mapping[str, Any], rows: Sequence[Sequence[Any]], page: Mapping[str, Any]) -> str:
    """Return the page of the desk: the report's, which asks the server for its stories and knows how to change them."""
    from markupsafe import Markup

    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            **shared,
            desk=True,
            desk_keys=DESK_KEYS,
            rows=Markup(_json(rows)),
            stories=[],
            page_info={"home": "", "page": 0, "pages": 1, "lang": shared["lang"], **page},
            page_count=1,
            page_label="",
        )
    )


def _render(shared: Mapping[str, Any], rows: Sequence[str], data: Sequence[str], place: tuple[str, int, int]) -> str:
    from markupsafe import Markup

    home, number, count = place
    css, js = _assets()
    html = (
        _environment()
        .get_template("report.html.j2")
        .render(
            **shared,
            desk=False,
            # Safe as markup: both are files of this package.
            css=Markup(css),
            js=Markup(js),
            css_hash=_hash(css),
            js_hash=_hash(js),
            # Safe as markup: `_json` escaped them.
            rows=Markup(f"[{','.join(rows)}]"),
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
    parts = [folder.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS]
    return css, '"use strict";(() => {\n' + "\n".join(parts) + "\n})();"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _signature(manifest: Mapping[str, Any]) -> str:
    encoder = manifest.get("encoder")
    if isinstance(encoder, Mapping):
        encoder = encoder.get("fingerprint") or encoder.get("name")
    parts = [f"aligner {manifest['version']}" if manifest.get("version") else "", encoder, manifest.get("created")]
    return " · ".join(str(part) for part in parts if part)


def _write(path: Path, text: str) -> Path:
    with atomic_text(path) as stream:
        stream.write(text)
    return path
