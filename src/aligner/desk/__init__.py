"""The desk: a local web page on a run, where a person puts links right, settles findings and edits the English."""

from __future__ import annotations

from aligner.desk.app import make_app
from aligner.desk.session import Session
from aligner.desk.sessions import Sessions

__all__ = ["Session", "Sessions", "make_app"]
