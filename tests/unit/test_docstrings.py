"""Every example in a docstring of the package runs and prints what it says."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
MODULES = sorted(
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for path in (SOURCE / "aligner").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_the_docstrings_run(name: str) -> None:
    module = importlib.import_module(name)
    written = Path(str(module.__file__)).read_text(encoding="utf-8").count(">>> ")
    found = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert found.attempted == written, f"doctest finds {found.attempted} of {written} examples in {name}"
    assert not found.failed, f"{found.failed} of {found.attempted} examples in {name} fail"
