"""Facts of a text by value: numbers, dates, times and names, comparable across Korean and English."""

from aligner.facts.compare import compare
from aligner.facts.extract import extract
from aligner.facts.keys import evidence_keys
from aligner.facts.model import Fact, Finding, Moment
from aligner.facts.nametable import NameEntry, read_glossary

__all__ = ["Fact", "Finding", "Moment", "NameEntry", "compare", "evidence_keys", "extract", "read_glossary"]
