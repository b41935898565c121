"""The ledger of a story in the terminal: how much is covered, then what needs a look, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aligner.report.strings import kind_word, strings
from aligner.report.view import StoryView

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_story"]

_STYLE = {
    "number": "bold red",
    "date": "bold red",
    "name": "bold red",
    "negation": "bold red",
    "term": "yellow",
    "style": "yellow",
    "omitted": "red",
    "partly_covered": "yellow",
    "added": "green",
    "added_clause": "green",
    "moved": "magenta",
    "doubtful": "dim",
}
_SIGN = {
    "number": "#",
    "date": "#",
    "name": "@",
    "negation": "±",
    "term": "§",
    "style": "¶",
    "omitted": "−",
    "partly_covered": "◐",
    "added": "+",
    "added_clause": "+",
    "moved": "⇅",
    "doubtful": "?",
}


def print_story(console: Console, view: StoryView, *, lang: str = "en", top: int | None = 12) -> None:
    """Print the ledger of one story.

    Parameters
    ----------
    console
        Where to print.
    lang
        ``"en"`` or ``"ko"``.
    top
        Most findings to print; None prints all.
    """
    from rich.table import Table
    from rich.text import Text

    words = strings(lang)
    for code, message in view.data["warnings"]:
        style = "bold red" if code == "unrelated" else "yellow"
        console.print(Text(f"{view.row.id}: ⚠ {words.get(f'warn_{code}', message)}", style=style))
    console.print(_head(view, words))
    items = list(view.data["items"])
    shown = items if top is None else items[:top]
    if not items:
        console.print(Text(f"  {words['nothing']}", style="dim"))
        console.print()
        return
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(no_wrap=True, justify="right")
    for item in shown:
        table.add_row(
            Text(
                f"  {_SIGN.get(item['kind'], '•')} {kind_word(item['kind'], words)}", style=_STYLE.get(item["kind"], "")
            ),
            Text(_where(item), style="dim"),
            _what(item, view.data, words),
            Text("" if item["c"] is None else f"{100 * item['c']:.0f}%", style="dim"),
        )
    console.print(table)
    if len(items) > len(shown):
        rest = Counter(kind_word(item["kind"], words) for item in items[len(shown) :])
        console.print(Text("  … " + ", ".join(f"{kind} {n}" for kind, n in rest.items()), style="dim"))
    console.print()


def _head(view: StoryView, words: Mapping[str, str]) -> Any:
    from rich.text import Text

    head = Text(view.row.id, style="bold")
    for key in ("sentence", "character", "fact"):
        rate = view.row.rates.get(key)
        if rate is not None:
            style = "green" if rate >= 0.9 else "yellow" if rate >= 0.75 else "red"
            head.append(f"   {words[f'by_{key}']} ", style="dim").append(f"{100 * rate:.0f}%", style=style)
    head.append(f"   {view.row.ko_count} → {view.row.en_count}", style="dim")
    if view.row.date:
        head.append(f"   {view.row.date}", style="dim")
    return head


def _where(item: Mapping[str, Any]) -> str:
    """Return the places, counted from 1 as on the page: K is the Korean, E the English."""
    return " ".join(f"{letter}{item[side][0] + 1}" for letter, side in (("K", "ko"), ("E", "en")) if item[side])


def _what(item: Mapping[str, Any], data: Mapping[str, Any], words: Mapping[str, str]) -> Any:
    from rich.text import Text

    text = Text()
    for side in ("ko", "en"):
        if item[side] and not (side == "en" and item["kind"] == "moved"):
            if text:
                text.append(" ↔ ", style="dim")
            text.append(_clip(_quote(item[side], data[side])))
    if item["msg"]:
        text.append(f"\n{item['msg']}", style="dim")
    return text


def _quote(span: list[int], sentences: list[dict[str, Any]]) -> str:
    sentence, start, end = span
    text = str(sentences[sentence]["t"])[start:end]
    # Whatever a story holds, it must not steer the terminal.
    return "".join(c if c.isprintable() else " " for c in text)


def _clip(text: str, most: int = 110) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
