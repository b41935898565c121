"""Options that several commands share: where results go, and which model encodes sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aligner.artifacts.remote import fetch, is_url, local_name, look, publish, room_of
from aligner.cli.speech import say
from aligner.texts.messages import spoken, tell

if TYPE_CHECKING:
    from aligner.config import EncoderConfig
    from aligner.exporters import BadUnits
    from aligner.pipeline.runs import Runs
    from aligner.types import Lang

__all__ = [
    "ENCODER_SETTINGS", "IN", "OUT", "RUN_OR_INPUT", "dask_option", "date_in_words", "encoder_config", "encoder_flags",
    "encoder_options", "qa_flag", "report_bad", "say_shared_ids", "send_all", "skip_bad_flag", "to_send",
    "where_option", "words_of",
]  # fmt: skip


_ORIGINS = {
    "option": "given", "manifest": "from the manifest", "page": "from the page", "text": "from a line of the file",
    "dateline": "from the dateline",
}  # fmt: skip


def date_in_words(date: Mapping[str, Any] | None) -> str:
    """Return which date of a story was used and where it was found, or that there was none."""
    if not date or not date.get("value"):
        return "no date known"
    return f"{date['value']}, {_ORIGINS.get(str(date['from']), str(date['from']))}"


class _OutPath(click.Path):
    """A path to write to; an empty one (a shell variable that was never set) is no path, not the current folder.

    The URL of an object store is a path of this machine for the command, sent when the command has ended well; a run
    looks after its folder in the store itself.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            self.fail("is empty: give a file or folder", param, ctx)
        if not is_url(value):
            return super().convert(local_name(str(value)), param, ctx)
        if ctx is None or ctx.info_name == "run":
            return str(value)
        to_send(ctx).append(str(value))
        place = room_of(str(value))
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


class _InPath(click.Path):
    """A path to read from; what is at the URL of an object store is copied here first."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        place = fetch(str(value)) if is_url(value) else local_name(str(value))
        return super().convert(place, param, ctx)


class _RunOrInput(click.Path):
    """What `find_stories` takes, or a finished run; a run in an object store is copied here first."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        name = local_name(str(value))
        if is_url(name) and look(f"{name.rstrip('/')}/run.json") is not None:
            return str(fetch(name, without=".run"))
        return name


RUN_OR_INPUT = _RunOrInput()
OUT = _OutPath(path_type=Path)
IN = _InPath(path_type=Path)


def to_send(ctx: click.Context) -> list[str]:
    """Return the URLs that a command writes to."""
    urls: list[str] = ctx.find_root().meta.setdefault("aligner.to_send", [])
    return urls


def send_all(ctx: click.Context) -> None:
    """Send what a command has written for object stores."""
    for url in to_send(ctx):
        publish(room_of(url), url)


# Name of the flag's parameter → dotted setting of the TOML file.
ENCODER_SETTINGS = {
    "encoder": "encoder.name",
    "revision": "encoder.revision",
    "prompt": "encoder.prompt",
    "device": "encoder.device",
    "precision": "encoder.precision",
    "backend": "encoder.backend",
    "batch_size": "encoder.batch_size",
}

_OPTIONS = (
    click.option(
        "--encoder", metavar="NAME", help="bundled (default), bundled-large, or a sentence-transformers model."
    ),
    click.option("--revision", metavar="REF", help="Commit, tag or branch of a model from a hub."),
    click.option("--prompt", metavar="TEXT", help='Text put before every sentence, such as "query: ".'),
    click.option("--device", metavar="NAME", help="Where such a model and the search run: cpu, cuda …"),
    click.option("--precision", type=click.Choice(["float32", "float16", "bfloat16"]), help="Of that model's weights."),
    click.option("--backend", type=click.Choice(["torch", "onnx", "openvino"]), help="What that model runs on."),
    click.option("--batch-size", type=click.IntRange(1), help="Sentences a forward pass of that model (default 64)."),
)


qa_flag = click.option(
    "--no-qa", metavar="KINDS", help="Mechanical remarks not to make, separated by commas, or all; see docs/terms.md."
)


skip_bad_flag = click.option(
    "--skip-bad", is_flag=True, help="Skip units that cannot be read, count them and list them in OUT.bad.tsv."
)


dask_option = click.option(
    "--dask", metavar="ADDRESS", help="Work on a Dask cluster: tcp://host:port, or local[:N] to make one."
)


def words_of(lang: Lang | None) -> Lang:
    """Return the language of a command's words: the one asked for, else that of the interface."""
    return lang or ("ko" if spoken() == "ko" else "en")


where_option = click.option(
    "--where", "conditions", multiple=True, metavar="COLUMN=VALUE",
    help="Only pairs whose column says so: = != >= <= > <, * for any letters, commas for or; all given must hold.",
)  # fmt: skip


def say_shared_ids(runs: Runs) -> None:
    """Say how many stories of several runs have to go by another name."""
    if runs.shared_ids:
        stories = "1 story id is" if runs.shared_ids == 1 else f"{runs.shared_ids:,} story ids are"
        say(f"aligner: {stories} used by more than one of these runs; called RUN:STORY here")


def report_bad(bad: BadUnits | None, out: Path | None) -> None:
    """Say how many units were skipped, and list them beside `out`; without it the first few on stderr."""
    if bad is None or not bad.found:
        return
    units = "1 unit" if bad.count == 1 else f"{bad.count:,} units"
    lines = [f"{where}\t{why}" if out else f"{tell(where)}\t{tell(why)}" for where, why in bad.found]
    if more := bad.count - len(lines):
        lines.append(f"…\tand {more:,} more")
    if out is None:
        say(f"  skipped: {units} that cannot be read")
        for line in lines[:20]:
            click.echo(f"    {line}", err=True)
        return
    from aligner.artifacts import atomic_text

    listing = out.with_name(f"{out.name}.bad.tsv")
    with atomic_text(listing) as file:
        file.writelines(f"{line}\n" for line in lines)
    say(f"  skipped: {units} that cannot be read, listed in {listing}")


def encoder_flags(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options, each a parameter of its own (`ENCODER_SETTINGS` names them)."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def encoder_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options, handed over as one parameter ``encoder: EncoderConfig``."""

    @wraps(function)
    def command(*args: Any, **flags: Any) -> Any:
        chosen = {name: flags.pop(name) for name in ENCODER_SETTINGS}
        return function(*args, encoder=encoder_config(**chosen), **flags)

    return encoder_flags(command)


def encoder_config(**flags: Any) -> EncoderConfig:
    """Return the settings that the flags choose; what is None stays as it is by default."""
    from aligner.config import RunConfig

    return RunConfig().with_flags(**{ENCODER_SETTINGS[name]: value for name, value in flags.items()}).encoder
