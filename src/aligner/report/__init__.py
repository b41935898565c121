"""The HTML report of a run: self-contained, opens from disk, prints well."""

from __future__ import annotations

from aligner.report.html import ReportRun, write_report
from aligner.report.run_folder import load_run

__all__ = ["ReportRun", "load_run", "write_report"]
