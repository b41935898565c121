"""The ``aligner`` command: parse, call, print; no logic.

Commands live one a file and are imported on use, so that ``aligner --help`` costs little more than click itself.
"""

from __future__ import annotations

import io
import sys
from importlib import import_module
from typing import Any

import click

from aligner import __version__
from aligner.errors import AlignerError

# name -> (module, one-line help). The help stands here so that listing the commands imports none of them.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("aligner.cli.run", "Align stories and write the corpus, the coverage ledger and the report."),
    "eval": ("aligner.cli.eval", "Score alignments against gold."),
    "check": ("aligner.cli.check", "Find wrong numbers, dates, names and negations in a story."),
    "coverage": ("aligner.cli.coverage", "Show what the English covers, leaves out, adds and moves."),
    "mine": ("aligner.cli.mine", "Find translations hidden in two heaps of sentences or stories."),
    "pair": ("aligner.cli.pair", "Find which English story is a version of which Korean one."),
    "filter": ("aligner.cli.filter", "Decide which pairs of a run are fit for training, and say why not."),
    "export": ("aligner.cli.export", "Write a run in the formats people use."),
    "merge": ("aligner.cli.merge", "Merge an edited review (XLSX, CSV, XLIFF, alignment) into its run."),
    "convert": ("aligner.cli.convert", "Convert a parallel corpus from one format to another."),
    "doctor": ("aligner.cli.doctor", "Print versions, cache, browser and what is missing."),
    "score": ("aligner.cli.score", "Score a ready-made parallel corpus pair by pair."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and whose errors are one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        # A Korean Windows console is cp949, which lacks "−" and "é"; a file name may hold lone surrogates. Neither may
        # end a command: what the console cannot show is shown as "?".
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except AlignerError as error:
            _fail(error)
        except BrokenPipeError:
            raise
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            _fail(AlignerError(reason, file=error.filename, hint="check the path and its rights"))
        except MemoryError:
            _fail(AlignerError("not enough memory", hint="run again with --workers 1, or on fewer stories at once"))
        return None


def _fail(error: AlignerError) -> None:
    click.echo(f"aligner: {error}", err=True)
    sys.exit(error.exit_code)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version")
def main() -> None:
    """Align Korean news stories with their English versions."""
