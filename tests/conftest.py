"""What the tests share: the sample stories, the shared dev data where it is, and a run made once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
