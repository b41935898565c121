"""Write docs/cli.md from the commands' own --help, or check that it is up to date.

python docs/cli_reference.py --write
python docs/cli_reference.py --check
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aligner.cli import COMMANDS, main

PAGE = Path(__file__).parent / "cli.md"


def reference() -> str:
    """Return the page."""
    parts = ["# Command line\n\nMade from `--help` by `python docs/cli_reference.py --write`; a test checks it.\n"]
    root = click.Context(main, info_name="aligner", terminal_width=100, max_content_width=100)
    parts.append(f"```text\n{main.get_help(root)}\n```\n")
    for name in COMMANDS:
        command = main.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root, terminal_width=100, max_content_width=100)
        parts.append(f"## aligner {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    text = reference()
    if "--write" in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/cli.md is out of date: run python docs/cli_reference.py --write")
