"""Write docs/cli.md and docs/cli.ko.md from the commands' own --help, or check that they are up to date.

python docs/cli_reference.py --write
python docs/cli_reference.py --check
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import sys
from pathlib import Path

from aligner.cli import COMMANDS, main
from aligner.cli.speech import SpokenContext
from aligner.config import AlignmentConfig, EncoderConfig, RunConfig
from aligner.texts.messages import speak

PAGES = {"en": Path(__file__).parent / "cli.md", "ko": Path(__file__).parent / "cli.ko.md"}


def reference(lang: str) -> str:
    """Return the page of a language; settings are described in English."""
    speak(lang)
    parts = [HEAD[lang]]
    root = SpokenContext(main, info_name="aligner", terminal_width=100, max_content_width=100)
    parts.append(f"```text\n{main.get_help(root)}\n```\n")
    for name in COMMANDS:
        command = main.get_command(root, name)
        assert command is not None
        context = SpokenContext(command, info_name=name, parent=root, terminal_width=100, max_content_width=100)
        parts.append(f"## aligner {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join([*parts, settings(), COMPLETION] if lang == "en" else parts)


HEAD = {
    "en": "# Command line\n\nMade from `--help` by `python docs/cli_reference.py --write`; a test checks it. "
    "([한국어](cli.ko.md))\n",
    "ko": "# 명령어\n\n`aligner --lang ko 명령 --help`가 보이는 도움말입니다. 시스템 언어가 한국어이거나 "
    "환경 변수 `ALIGNER_LANG=ko`가 있으면 `--lang ko` 없이도 한국어로 나옵니다. "
    "설정 파일은 [영문 쪽](cli.md)에 있습니다.\n",
}

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
    for lang, page in PAGES.items():
        text = reference(lang)
        if "--write" in sys.argv:
            page.write_text(text, encoding="utf-8")
        elif page.read_text(encoding="utf-8") != text:
            sys.exit(f"docs/{page.name} is out of date: run python docs/cli_reference.py --write")
