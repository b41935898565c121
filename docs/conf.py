"""The documentation as a site: `make site` (Sphinx reads these Markdown pages with MyST; the theme is Furo)."""

import tomllib
from pathlib import Path

project = "aligner"
author = "The aligner team"
release = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text("utf-8"))["project"]["version"]
extensions = ["myst_parser"]
root_doc = "index"
html_theme = "furo"
html_title = f"aligner {release}"
myst_heading_anchors = 4
# JSON with an ellipsis and shell transcripts are no programs to be coloured. Links that leave this folder (the
# README, the cards of the corpora) lead nowhere on the site; a test checks that they do in the repository.
suppress_warnings = ["misc.highlighting_failure", "myst.xref_missing"]
