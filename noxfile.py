"""The wider matrix, one command: `make full` (or `nox -s NAME` for one of them, `nox -l` for the list).

`.ci/run` proves one Python with the newest libraries on the processor at hand. These sessions prove the rest: other
Pythons, the oldest libraries allowed, the built wheel, the light installation, other matrix kernels, odd
surroundings, the Dockerfile's steps and the documentation site. An interpreter that is not there is skipped and said.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import nox

nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = False

ROOT = Path(__file__).parent
KERNELS = ("Haswell", "Zen", "SkylakeX", "Prescott")
STORIES = ("corpora/wire/nk-pow-letter", "corpora/wire/flu-season")
TEST_TOOLS = ("pytest", "pytest-xdist", "hypothesis", "python-calamine")
# What runs without torch, datasets and a browser; those tests skip themselves with a reason.
LIGHT_TESTS = ("tests/unit", "tests/cli", "tests/property")


def _light(session: nox.Session) -> None:
    """Install as requirements-light.txt says, and the tools of the tests."""
    session.install("--no-deps", "-r", "requirements-light.txt")
    session.install("--no-deps", ".")
    session.install(*TEST_TOOLS)


def _align_two_stories(session: nox.Session, **env: str) -> None:
    stories = Path(session.create_tmp()) / "stories"
    shutil.rmtree(stories, ignore_errors=True)
    for story in STORIES:
        shutil.copytree(ROOT / story, stories / Path(story).name)
    session.chdir(stories.parent)
    session.run("aligner", "run", "stories", "--out", "out", "--fresh", env=env)
    with Path("coverage.txt").open("wb") as sink:  # what a cp949 console gets is not UTF-8, as nox would read it
        session.run("aligner", "coverage", "out", stdout=sink, env=env)
    session.chdir(ROOT)


@nox.session(python=["3.11", "3.12", "3.13", "3.14"])
def pythons(session: nox.Session) -> None:
    """The tests on every Python we support, with the light installation."""
    _light(session)
    session.run("pytest", "-n", "auto", *LIGHT_TESTS, env={"PYTHONWARNDEFAULTENCODING": "1"})


@nox.session
def lowest(session: nox.Session) -> None:
    """Exactly the lower bounds of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = [text.replace(">=", "==") for text in project["dependencies"]]
    session.install("-c", "constraints.txt", "torch")
    session.install("-c", "constraints.txt", *bounds, *TEST_TOOLS)
    session.install("--no-deps", ".")
    session.run("pytest", "-n", "auto", "tests/unit", "tests/cli")


@nox.session
def wheel(session: nox.Session) -> None:
    """The built wheel instead of the checkout: everything it needs is in it."""
    _light(session)
    session.run("pip", "uninstall", "-y", "-q", "aligner")
    session.install("build")
    out = Path(session.create_tmp()) / "dist"
    shutil.rmtree(out, ignore_errors=True)
    session.run("python", "-m", "build", "--wheel", "--outdir", str(out), ".")
    session.install("--no-deps", *map(str, out.glob("*.whl")))
    _align_two_stories(session)
    session.run("aligner", "doctor")


@nox.session
def light(session: nox.Session) -> None:
    """No torch, no sentence-transformers: the bundled models work, others say what to install."""
    _light(session)
    session.run("python", "-c", "import importlib.util as u; assert not u.find_spec('torch')")
    _align_two_stories(session)
    message = session.run(
        "aligner", "run", *STORIES[:1], "--out", "x", "--encoder", "some/model", success_codes=[2], silent=True
    )
    if "pip install sentence-transformers" not in str(message):
        session.error(f"the message does not say what to install: {message}")


@nox.session
@nox.parametrize("kernel", KERNELS)
def kernels(session: nox.Session, kernel: str) -> None:
    """Encoder, resume and command tests under each matrix kernel, and with the machine's own settings."""
    _light(session)
    tests = ("tests/unit/test_encoders.py", "tests/cli/test_run.py", "tests/unit/test_alignment_engine.py")
    session.run("pytest", "-n", "auto", *tests, env={"OPENBLAS_CORETYPE": kernel})


@nox.session
def places(session: nox.Session) -> None:
    """The C locale, a cp949 console, no HOME, a cache that cannot be written."""
    _light(session)
    session.run("pytest", "-n", "auto", "tests/cli", env={"LC_ALL": "C", "LANG": "C"})
    _align_two_stories(session, PYTHONIOENCODING="cp949")
    _align_two_stories(session, HOME="", XDG_CACHE_HOME="")
    locked = Path(session.create_tmp()) / "file"
    locked.write_text("a file where the cache folder should be", encoding="utf-8")
    _align_two_stories(session, ALIGNER_CACHE=str(locked / "cache"))


@nox.session
def docker(session: nox.Session) -> None:
    """Build and run the Dockerfile; without a builder, replay its steps in a folder and a virtual environment."""
    built = session.run(
        "docker", "build", "-q", "-t", "aligner", ".", external=True, success_codes=range(256), silent=True
    )
    if shutil.which("docker") and built and "sha256:" in str(built):
        session.run("docker", "run", "--rm", "aligner", "doctor", external=True)
        return
    session.log("no Docker builder here: the Dockerfile's steps are replayed")
    image = Path(session.create_tmp()) / "image"
    shutil.rmtree(image, ignore_errors=True)
    place, entry = image, ["aligner"]
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    for step in (line for line in text.splitlines() if line and not line.startswith("#")):
        word, _, rest = step.partition(" ")
        if word == "WORKDIR":
            place = image / rest.strip("/")
            place.mkdir(parents=True, exist_ok=True)
        elif word == "COPY":
            *sources, target = rest.split()
            for source in sources:
                to = place / target / (Path(source).name if (ROOT / source).is_file() else "")
                (shutil.copy if (ROOT / source).is_file() else shutil.copytree)(ROOT / source, to)  # type: ignore[operator]
        elif word == "RUN" and not rest.startswith("useradd"):
            session.chdir(place)
            session.run("sh", "-ec", rest, external=True)
        elif word == "ENTRYPOINT":
            entry = shlex.split(re.sub(r"[\[\],]", " ", rest))
    session.chdir(ROOT)
    session.run(*entry, "doctor")
    _align_two_stories(session)


@nox.session
def site(session: nox.Session) -> None:
    """The documentation as a site; a broken link between pages or an odd heading is an error."""
    session.install("sphinx>=7.3", "myst-parser>=4", "furo>=2024.8")
    session.run("sphinx-build", "-W", "--keep-going", "-q", "-b", "html", "docs", "out/site")


@nox.session
def reliability(session: nox.Session) -> None:
    """The kills and mutations of tests/reliability in full."""
    _light(session)
    session.run("pytest", "tests/reliability", env={"ALIGNER_FULL": "1", **os.environ})


@nox.session(python="3.11")
def guided(session: nox.Session) -> None:
    """Coverage-guided fuzzing of every reading, a minute each; an input that breaks one is left in out/guided."""
    _light(session)
    session.install("atheris")
    found = ROOT / "out" / "guided"
    found.mkdir(parents=True, exist_ok=True)
    for target in ("txt", "html", "ko-facts", "en-facts", "compare", "inspect", "sheet"):
        session.run(
            "python", "tests/reliability/guided.py", target, "-max_total_time=60", f"-artifact_prefix={found}/{target}-"
        )
