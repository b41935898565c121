"""What this installation is made of, what works and what is missing: the checks behind ``aligner doctor``."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

__all__ = ["Check", "examine"]

State = Literal["ok", "note", "missing", "broken"]

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox", "msedge", "safari", "open", "start")
_LITTLE_SPACE = 1 << 30


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the examination.

    Attributes
    ----------
    name
        What was looked at.
    state
        ``"ok"``; ``"note"``: works, with something to know; ``"missing"``: an optional part is not there;
        ``"broken"``: aligner cannot do its work before this is mended.
    value
        Version, path, size …
    hint
        What to do, where there is something to do.
    """

    name: str
    state: State
    value: str
    hint: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the fields as a row."""
        return asdict(self)


def examine(*, cache: Path | None = None, align: bool = True) -> Iterator[Check]:
    """Yield every check; none raises, and nothing is written outside temporary files.

    Parameters
    ----------
    cache
        Folder of the vector cache; the user's own by default.
    align
        Also align two sentences with the bundled model, the only check that takes seconds.
    """
    steps: list[Callable[[], Iterator[Check]]] = [_versions, _packages, _machine, _console]
    steps.append(lambda: _storage(cache))
    if align:
        steps.append(_alignment)
    for step in steps:
        try:
            yield from step()
        except Exception as error:  # a doctor that faints at the first wound is no help
            yield Check(step.__name__.strip("_"), "broken", f"{type(error).__name__}: {error}")


def _versions() -> Iterator[Check]:
    from aligner import __version__

    yield Check("aligner", "ok", f"{__version__}, {Path(__file__).resolve().parents[1]}")
    yield Check("python", "ok", f"{platform.python_version()} ({platform.python_implementation()}), {sys.executable}")
    yield Check("system", "ok", f"{platform.system()} {platform.release()} {platform.machine()}")


def _packages() -> Iterator[Check]:
    try:
        wanted = metadata.requires("aligner") or []
    except metadata.PackageNotFoundError:
        yield Check("packages", "note", "aligner is not installed, only on the path", "pip install -e .")
        return
    for requirement in wanted:
        name, extra = _parts(requirement)
        if extra not in ("", *_OPTIONAL):
            continue
        try:
            yield Check(name, "ok", metadata.version(name))
        except metadata.PackageNotFoundError:
            yield _absent(name, extra)


# Extras a user may want; what only developers need is not reported.
_OPTIONAL = ("documents", "dask", "remote")
# Declared dependencies that the bundled model does without (requirements-light.txt leaves them out).
_LIGHT = {"sentence-transformers": "for other models than the bundled ones: pip install sentence-transformers"}


def _absent(name: str, extra: str) -> Check:
    if name in _LIGHT:
        return Check(name, "missing", "not installed", _LIGHT[name])
    if extra:
        return Check(name, "missing", "not installed", f"optional: pip install 'aligner[{extra}]'")
    return Check(name, "broken", "not installed", f"pip install {name}")


def _parts(requirement: str) -> tuple[str, str]:
    head, _, condition = requirement.partition(";")
    name = head.strip()
    for mark in "<>=!~[ (":
        name = name.partition(mark)[0]
    extra = condition.partition("extra ==")[2].strip(" '\"")
    return name, extra


def _machine() -> Iterator[Check]:
    import numpy as np
    from threadpoolctl import threadpool_info

    from aligner.encoders import available_cores

    np.ones((2, 2)) @ np.ones((2, 2))  # loads the BLAS library, so that it can be asked
    for library in threadpool_info():
        if library.get("user_api") == "blas":
            kernel = library.get("architecture") or "unknown kernel"
            value = (
                f"{library['internal_api']} {library.get('version') or ''}, {kernel}, {library['num_threads']} threads"
            )
            yield Check("matrix kernel", "ok", value)
    set_by_hand = sorted(name for name in os.environ if name.startswith(("OPENBLAS_", "OMP_", "MKL_")))
    if set_by_hand:
        values = ", ".join(f"{name}={os.environ[name]}" for name in set_by_hand)
        yield Check("matrix settings", "note", values, "set in the environment; they change speed, never results")
    yield Check("cores", "ok", f"{available_cores()} of {os.cpu_count()}")


def _console() -> Iterator[Check]:
    encoding = (sys.stdout.encoding or "unknown").lower()
    try:
        "가−é".encode(encoding)
        yield Check("console", "ok", encoding)
    except (UnicodeEncodeError, LookupError):
        hint = "what it cannot show is printed as '?'; set PYTHONUTF8=1 for all of it"
        yield Check("console", "note", encoding, hint)
    yield Check("locale", "ok", f"{locale.getlocale()[0] or 'C'}, {locale.getpreferredencoding(False)}")
    browser = next((name for name in _BROWSERS if shutil.which(name)), None)
    if browser:
        yield Check("browser", "ok", browser)
    else:
        yield Check("browser", "missing", "none found", "reports are plain HTML files: open them on any machine")


def _storage(cache: Path | None) -> Iterator[Check]:
    from aligner.encoders import default_cache_dir

    for name, folder in (
        ("vector cache", cache or default_cache_dir()),
        ("temporary files", Path(tempfile.gettempdir())),
    ):
        yield _folder(name, folder)


def _folder(name: str, folder: Path) -> Check:
    there = next((place for place in (folder, *folder.parents) if place.exists()), Path("/"))
    size = sum(path.stat().st_size for path in folder.glob("*") if path.is_file()) if name == "vector cache" else 0
    held = f", holds {_bytes(size)}" if name == "vector cache" and folder.exists() else ""
    free = shutil.disk_usage(there).free
    value = f"{folder}{held}, {_bytes(free)} free"
    if not os.access(there, os.W_OK):
        return Check(name, "note", value, "cannot be written: runs go on without it, or set ALIGNER_CACHE / TMPDIR")
    if free < _LITTLE_SPACE:
        return Check(name, "note", value, "little space left")
    return Check(name, "ok", value)


def _bytes(count: float) -> str:
    for unit in ("B", "KiB", "MiB", "GiB"):
        if count < 1024:
            return f"{count:.0f} {unit}"
        count /= 1024
    return f"{count:.1f} TiB"


def _alignment() -> Iterator[Check]:
    from aligner.pipeline.story import align

    found: Any = align(
        ["정부는 24일 656조9천억원 규모의 예산안을 의결했다.", "야당은 반대했다."],
        ["The government approved a 656.9 trillion-won budget Wednesday.", "The opposition objected."],
    )
    beads = [(bead.ko, bead.en) for bead in found]
    if beads == [((0,), (0,)), ((1,), (1,))]:
        yield Check("bundled model", "ok", "aligned two sentences as it should")
    else:
        yield Check(
            "bundled model", "broken", f"aligned two sentences as {beads}", "pip install --force-reinstall aligner"
        )
