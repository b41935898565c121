"""How the commands speak: lines, help and errors, in the language that was chosen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import click

from aligner.texts.messages import spoken, tell

__all__ = ["SpokenContext", "say", "show_usage_error"]

_PREFIX = "aligner: "


def say(text: str, *, err: bool = True, nl: bool = True, **style: Any) -> None:
    """Print a line of ours, to stderr unless told otherwise; a leading ``aligner:`` stays."""
    head = _PREFIX if text.startswith(_PREFIX) else ""
    told = head + tell(text.removeprefix(head))
    click.echo(click.style(told, **style) if style else told, err=err, nl=nl)


class _Formatter(click.HelpFormatter):
    """Help in the language chosen. Hangul is two columns wide, which a filler stands for while lines are broken."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        if spoken() == "ko":
            for english in ("[OPTIONS]", "COMMAND [ARGS]..."):
                args = args.replace(english, tell(english))
            prefix = f"{tell('Usage:')} "
        super().write_usage(prog, _wide(args), _wide(prefix) if prefix else None)

    def write_heading(self, heading: str) -> None:
        super().write_heading(tell(heading))

    def write_text(self, text: str) -> None:
        # A paragraph is one sentence of the catalogue, however its lines are broken in the source.
        paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
        super().write_text(_wide("\n\n".join(map(tell, paragraphs))) if spoken() == "ko" else text)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        if spoken() == "ko":
            rows = [(_wide(_TYPE.sub(_type, first)), _wide(_help(second))) for first, second in rows]
        super().write_dl(rows, col_max, col_spacing)

    def getvalue(self) -> str:
        return super().getvalue().replace(_FILLER, "")


_FILLER = "\0"
_TYPE = re.compile(r"(?<= )[A-Z]+(?: RANGE)?$")
_EXTRA = re.compile(r"\s+\[([^][]*)\]$")


def _wide(text: str) -> str:
    return "".join(c + _FILLER if unicodedata.east_asian_width(c) in "WF" else c for c in text)


def _type(match: re.Match[str]) -> str:
    return tell(match[0])


def _help(text: str) -> str:
    """Return an option's help, with what click adds to it: ``[default: 0; required]``."""
    text = " ".join(text.split())
    whole = tell(text)
    extra = _EXTRA.search(text)
    if whole != text or extra is None:
        return whole
    parts = "; ".join(map(tell, extra[1].split("; ")))
    return f"{_help(text[: extra.start()])}  [{parts}]"


class SpokenContext(click.Context):
    """A context whose help speaks the language chosen."""

    formatter_class = _Formatter


def show_usage_error(error: click.UsageError) -> None:
    """Print what click found wrong with a command line, in Korean: usage, where help is, the fault."""
    if error.ctx is not None:
        command = error.ctx.command_path
        click.echo(error.ctx.get_usage(), err=True)
        click.echo(tell(f"Try '{command} --help' for help.") + "\n", err=True)
    click.echo(tell(f"Error: {error.format_message()}"), err=True)
