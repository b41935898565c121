"""``aligner desk``: put links right, settle findings and edit the English, in the browser."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.options import words_of
from aligner.cli.speech import say

if TYPE_CHECKING:
    from aligner.config import RunConfig
    from aligner.types import Lang


@click.command("desk")
@click.argument("inputs", nargs=-1, metavar="RUN|INPUT...")
@click.option("--port", type=click.IntRange(1, 65535), help="Port on this machine (default 8765, or any free one).")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--lang", type=click.Choice(["en", "ko"]), help="Language it opens in; see aligner --lang.")
@click.option("--who", metavar="NAME", help="Whose edits these are (default: $ALIGNER_REVIEWER, else the login name).")
@click.option(
    "--house",
    type=click.Path(path_type=Path),
    metavar="FILE.jsonl",
    help="The house's list of what to ignore: its rules hold here, and rules made here are added to it.",
)
@click.option(
    "--glossary",
    type=click.Path(),
    help="Names and terms of the house; the stories of a RUN are checked anew with them.",
)
@click.option("--out", type=click.Path(path_type=Path), help="For INPUT: the run folder to make and keep.")
def command(
    inputs: tuple[str, ...],
    port: int | None,
    no_browser: bool,
    lang: Lang | None,
    who: str | None,
    house: Path | None,
    glossary: str | None,
    out: Path | None,
) -> None:
    """Open a finished RUN, or stories that are aligned first, in the browser, to correct and confirm them.

    INPUT is a story (two files, one Korean and one English, in any order), a folder or a manifest. Without --out it is
    aligned into a temporary folder, gone when the desk is closed. Without any INPUT the desk opens empty: paste two
    texts or drop two files.

    Everything stays on this machine (127.0.0.1), and the address holds a token that nobody else has. Every change is on
    the disk before the page says "Saved", in RUN/review.jsonl, which all commands lay over the run. Stop with Ctrl-C.
    """
    from aligner.artifacts import RunFolder
    from aligner.config import RunConfig
    from aligner.desk.serve import serve
    from aligner.pipeline.glossary import glossary_of

    words = words_of(lang)
    temporary: Path | None = None
    try:
        if len(inputs) == 1 and RunFolder.is_run(inputs[0]):
            if out is not None:
                raise click.UsageError("--out is for stories that are aligned first; this is a run already")
            run = Path(inputs[0])
            if glossary is not None:
                glossary_of(glossary)  # what is wrong with it is told at once
                say("aligner: checking the stories with the glossary …")
        else:
            temporary = None if out else Path(tempfile.mkdtemp(prefix="aligner-desk-"))
            run = out or (temporary or Path()) / "desk"
            _align(inputs, run, RunConfig().with_flags(report_lang=words, glossary=glossary))
            glossary = None  # the run has it now
        serve(
            run,
            port=port,
            browser=not no_browser,
            lang=words,
            who=who,
            temporary=temporary,
            house=house,
            glossary=glossary,
            ready=_ready,
        )
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _align(inputs: tuple[str, ...], run: Path, config: RunConfig) -> None:
    from aligner.desk.empty import make_empty
    from aligner.pipeline import run as align

    if not inputs:
        make_empty(run, config)
        return
    say("aligner: aligning …")
    summary = align(inputs, run, config=config)
    for story, reason in summary.failed.items():
        say(f"aligner: story {story} failed: {reason}")


def _ready(address: str) -> None:
    click.echo(address)
    say("aligner: the desk is open; stop it with Ctrl-C")
