"""``aligner cache``: where vectors are remembered, how large that is, and away with it."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.speech import say


@click.command("cache")
@click.option("--cache", "folder", type=click.Path(path_type=Path), help="Another folder than the user's.")
@click.option("--clear", is_flag=True, help="Delete all that is remembered.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(folder: Path | None, clear: bool, as_json: bool) -> None:
    """Show where vectors are remembered between runs, and how large that is.

    The environment variable ALIGNER_CACHE moves the folder; ALIGNER_CACHE_LIMIT (such as 2GB; 10GB by default) limits
    it: beyond it the texts that were not used for longest are forgotten.
    """
    import json

    from aligner.encoders.cache import cache_files, cache_limit, clear_cache, default_cache_dir

    folder = folder or default_cache_dir()
    if clear:
        say(f"{folder}: {_size(clear_cache(folder))} freed", err=False)
        return
    files, limit = cache_files(folder), cache_limit()
    if as_json:
        rows = [{"name": file.name, "bytes": file.size, "texts": file.texts} for file in files]
        click.echo(json.dumps({"folder": str(folder), "limit": limit, "files": rows}, ensure_ascii=False, indent=2))
        return
    say(f"{folder}: {_size(sum(file.size for file in files))} of at most {_size(limit)}", err=False)
    for file in files:
        texts = "earlier version" if file.texts is None else f"{file.texts:,} texts"
        say(f"  {file.name}: {_size(file.size)}, {texts}", err=False)


def _size(count: int) -> str:
    size = float(count)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if size < 1024:
            return f"{size:,.0f} {unit}" if unit == "bytes" else f"{size:,.1f} {unit}"
        size /= 1024
    return f"{size:,.1f} TiB"
