"""The ``aligner`` command: parse, call, print; no logic.

Commands live one a file and are imported on use, so that ``aligner --help`` costs little more than click itself.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from importlib import import_module
from typing import Any

import click

from aligner import __version__
from aligner.cli.speech import SpokenContext, say, show_usage_error
from aligner.errors import AlignerError
from aligner.texts.messages import choose_language, speak, spoken, tell_error

# name -> (module, one-line help). The help stands here so that listing the commands imports none of them.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("aligner.cli.run", "Align stories and write the corpus, the coverage ledger and the report."),
    "eval": ("aligner.cli.eval", "Score alignments against gold."),
    "check": ("aligner.cli.check", "Find wrong numbers, dates, names and negations in a story."),
    "coverage": ("aligner.cli.coverage", "Show what the English covers, leaves out, adds and moves."),
    "desk": ("aligner.cli.desk", "Correct and confirm a run in the browser."),
    "mine": ("aligner.cli.mine", "Find translations hidden in two heaps of sentences or stories."),
    "pair": ("aligner.cli.pair", "Find which English story is a version of which Korean one."),
    "filter": ("aligner.cli.filter", "Decide which pairs of a run are fit for training, and say why not."),
    "export": ("aligner.cli.export", "Write a run in the formats people use."),
    "merge": ("aligner.cli.merge", "Merge an edited review (XLSX, CSV, XLIFF, alignment) into its run."),
    "terms": ("aligner.cli.terms", "List how the terms and names of a run are rendered, as a glossary to edit."),
    "convert": ("aligner.cli.convert", "Convert a parallel corpus from one format to another."),
    "doctor": ("aligner.cli.doctor", "Print versions, cache, browser and what is missing."),
    "gather": ("aligner.cli.gather", "Write the outputs of a run whose parts were worked on one by one."),
    "cache": ("aligner.cli.cache", "Show where vectors are remembered, how large that is, or clear it."),
    "score": ("aligner.cli.score", "Score a ready-made parallel corpus pair by pair."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and whose errors are one line."""

    context_class = SpokenContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        command.context_class = SpokenContext
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
        if threading.current_thread() is threading.main_thread():
            for name in ("SIGTERM", "SIGHUP"):
                number = getattr(signal, name, None)
                # Where someone (nohup) has it ignored, it stays ignored.
                if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                    signal.signal(number, _stop)
        speak("en")
        try:
            given = args[0] if args else kwargs.get("args")
            speak(choose_language(sys.argv[1:] if given is None else given, os.environ))
        except AlignerError as error:
            _fail(error)
        return super().main(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [_at_home(argument) for argument in args])

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as error:
            _misused(error)
            raise

    def invoke(self, ctx: click.Context) -> object:
        try:
            done: object = super().invoke(ctx)
            if ctx.meta.get("aligner.to_send"):
                from aligner.cli.options import send_all

                send_all(ctx)
            return done
        except AlignerError as error:
            _fail(error)
        except click.UsageError as error:
            _misused(error)
            raise
        except KeyboardInterrupt:
            _stopped(ctx, signal.SIGINT)
        except _StoppedError as stopped:
            _stopped(ctx, stopped.number)
        except BrokenPipeError:
            raise
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            _fail(AlignerError(reason, file=error.filename, hint="check the path and its rights"))
        except MemoryError:
            _fail(AlignerError("not enough memory", hint="run again with --workers 1, or on fewer stories at once"))
        return None


def _at_home(argument: str) -> str:
    """Return ``~/news`` or ``--out=~/news`` with the user's folder in it: not every shell puts it there."""
    option, equals, path = argument.rpartition("=") if argument.startswith("-") else ("", "", argument)
    if not path.startswith("~") or os.path.lexists(path):
        return argument
    return f"{option}{equals}{os.path.expanduser(path)}"  # noqa: PTH111 – an unknown user stays as it is


class _StoppedError(BaseException):
    """A signal asks the command to end; what is being written is cleaned up on the way out."""

    def __init__(self, number: int) -> None:
        self.number = number


def _stop(number: int, frame: object) -> None:
    raise _StoppedError(number)


def _stopped(ctx: click.Context, number: int) -> None:
    """Say how to go on, and exit as a shell expects of a command that a signal ended."""
    if ctx.invoked_subcommand == "run":
        how = "the same command goes on where it was"
    elif ctx.invoked_subcommand == "desk":
        how = "every change that was saved is in the run's review.jsonl"
    else:
        how = "no file is half written; run the same command again"
    say(f"aligner: stopped; {how}")
    sys.exit(128 + number)


def _fail(error: AlignerError) -> None:
    click.echo(f"aligner: {tell_error(error)}", err=True)
    sys.exit(error.exit_code)


def _misused(error: click.UsageError) -> None:
    """Say what is wrong with the command line; what is English is left to click itself."""
    # Help that was not asked for is an error of this kind from click 8.2.
    help_alone = getattr(click.exceptions, "NoArgsIsHelpError", ())
    if spoken() == "ko" and not isinstance(error, help_alone):
        show_usage_error(error)
        sys.exit(error.exit_code)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version")
@click.option(
    "--lang",
    type=click.Choice(["en", "ko"]),
    expose_value=False,
    help="Language of this help and of all messages (default: ALIGNER_LANG, else the system's).",
)
def main() -> None:
    """Align Korean news stories with their English versions."""
