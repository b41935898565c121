"""A run or a story for people: the HTML report, the ledger in the terminal, the spreadsheet for editors."""

from __future__ import annotations

from aligner.report.html import ReportRun, ReportWriter, write_report
from aligner.report.rows import join_rows
from aligner.report.spreadsheet import write_spreadsheet
from aligner.report.terminal import print_story
from aligner.report.view import StoryView, view_story

__all__ = [
    "ReportRun",
    "ReportWriter",
    "StoryView",
    "join_rows",
    "print_story",
    "view_story",
    "write_report",
    "write_spreadsheet",
]
