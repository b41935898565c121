"""What the tests share: the sample stories, the shared dev data where it is, and a run made once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# What a loaded machine does to a clock is no finding. The same examples every time, so that a change is judged and not
# the dice; `make full` looks for new ones.
settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="ALIGNER_FULL" not in os.environ,
)
settings.load_profile("patient")

# The tests read English, whatever the language of the machine.
os.environ["ALIGNER_LANG"] = "en"

ROOT = Path(__file__).resolve().parent.parent
WIRE = ROOT / "corpora" / "wire"


@pytest.fixture(scope="session")
def wire() -> Path:
    """The sample stories."""
    return WIRE


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real news with gold alignments; not part of the project, so tests that need it skip without it."""
    path = Path(os.environ.get("ALIGNER_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip("the shared dev data is not on this machine (set ALIGNER_SHARED_DATA)")
    return path


@pytest.fixture(scope="session")
def vector_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vector cache for the whole session, so that no sentence is encoded twice."""
    return tmp_path_factory.mktemp("vectors")


@pytest.fixture(scope="session")
def wire_run(tmp_path_factory: pytest.TempPathFactory, vector_cache: Path) -> Path:
    """A finished run over the sample stories."""
    import aligner

    out = tmp_path_factory.mktemp("run") / "wire"
    aligner.run([WIRE], out, workers=1, cache=vector_cache)
    return out


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, vector_cache: Path) -> None:
    """Keep the user's own cache out of the tests."""
    monkeypatch.setenv("ALIGNER_CACHE", str(vector_cache))


# A real browser: the system's Chromium through Playwright, skipped where either is missing. One for all folders of
# tests, since Playwright takes one session a process.
# A machine that runs other tests at the same time may be starved for half a minute and more.
PATIENCE = 180
FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")
    path = os.environ.get("ALIGNER_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("no chromium on this machine (apt-get install chromium, or set ALIGNER_CHROMIUM)")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        plain = started.new_context

        def patient(**options: Any) -> Any:
            context = plain(**options)
            context.set_default_timeout(1000 * PATIENCE)
            return context

        started.new_context = patient
        sync_api.expect.set_options(timeout=1000 * PATIENCE)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A desktop page; what it logs as an error fails the test."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="en-US")
    opened = context.new_page()
    problems: list[str] = []
    requests: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda request: requests.append(request.url))
    opened.requests = requests
    yield opened
    context.close()
    assert problems == []
