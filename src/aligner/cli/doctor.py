"""``aligner doctor``: what is installed, what works, what is missing."""

from __future__ import annotations

import sys

import click

from aligner.cli.speech import say
from aligner.texts.messages import tell

_MARKS = {"ok": "ok     ", "note": "note   ", "missing": "missing", "broken": "BROKEN "}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
@click.option("--quick", is_flag=True, help="Do not load the model.")
def command(as_json: bool, quick: bool) -> None:
    """Print versions, matrix kernel, threads, cache, browser and what is missing.

    Exits with 0 when aligner can do its work, with 1 when something it needs is broken.
    """
    import json

    from aligner.pipeline.doctor import examine

    broken, rows = 0, []
    for check in examine(align=not quick):
        broken += check.state == "broken"
        if as_json:
            rows.append(check.as_dict())
        else:
            hint = f" ({tell(check.hint)})" if check.hint else ""
            click.echo(f"{_MARKS[check.state]}  {check.name:<32} {tell(check.value)}{hint}")
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    if broken:
        say(f"aligner: {broken} broken; see the lines marked BROKEN")
        sys.exit(1)
