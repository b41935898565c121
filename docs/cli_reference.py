"""Write docs/cli.md from the commands' own --help, or check that it is up to date.

python docs/cli_reference.py --write
python docs/cli_reference.py --check
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import sys
from pathlib import Path

import click

from aligner.cli import COMMANDS, main
from aligner.config import AlignmentConfig, EncoderConfig, RunConfig

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
    return "\n".join([*parts, settings(), COMPLETION])


COMPLETION = """## Shell completion

```sh
eval "$(_ALIGNER_COMPLETE=bash_source aligner)"      # in ~/.bashrc
eval "$(_ALIGNER_COMPLETE=zsh_source aligner)"       # in ~/.zshrc
_ALIGNER_COMPLETE=fish_source aligner | source       # in ~/.config/fish/config.fish
```
"""


def settings() -> str:
    """Return the keys of a settings file, from the dataclasses that read it."""
    lines = [
        "## Settings file\n",
        "`aligner run --config FILE.toml`; a flag wins over the file, an unknown key is an error.\n",
        "| key | default | what |\n|---|---|---|",
    ]
    for table, kind in (("", RunConfig), ("encoder.", EncoderConfig), ("alignment.", AlignmentConfig)):
        told = _attributes(kind)
        for field in dataclasses.fields(kind):
            if field.default is not dataclasses.MISSING:
                default = "" if field.default is None else f"`{json.dumps(field.default)}`"
                text = told[field.name].replace("|", chr(92) + "|")
                lines.append(f"| `{table}{field.name}` | {default} | {text} |")
    lines.append('\n```toml\nreport_lang = "ko"\n\n[encoder]\nname = "bundled"\n\n[alignment]\nmax_bead = 4\n```\n')
    return "\n".join(lines)


def _attributes(kind: type) -> dict[str, str]:
    """Return what the section *Attributes* of a docstring says of each name; several names may share a text."""
    section = inspect.cleandoc(kind.__doc__ or "").partition("Attributes\n----------\n")[2]
    found: dict[str, str] = {}
    names: list[str] = []
    for line in section.splitlines():
        if line and not line.startswith(" "):
            names = [name.strip() for name in line.split(",")]
        elif line.strip():
            for name in names:
                found[name] = f"{found.get(name, '')} {line.strip()}".strip().replace("``", "`")
    return found


if __name__ == "__main__":
    text = reference()
    if "--write" in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/cli.md is out of date: run python docs/cli_reference.py --write")
