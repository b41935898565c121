"""Facts of a text by value: numbers, dates, times and names, compared across Korean and English."""

from aligner.facts.clauses import split_clauses
from aligner.facts.compare import compare
from aligner.facts.evidence import PairEvidence, pair_evidence
from aligner.facts.extract import extract
from aligner.facts.gaps import ClauseGap, Gaps, find_gaps, headline_lines
from aligner.facts.keys import evidence_keys
from aligner.facts.lexicon import specificity, word_keys
from aligner.facts.model import Fact, Finding, Moment
from aligner.facts.nametable import NameEntry, read_glossary

__all__ = [
    "ClauseGap",
    "Fact",
    "Finding",
    "Gaps",
    "Moment",
    "NameEntry",
    "PairEvidence",
    "compare",
    "evidence_keys",
    "extract",
    "find_gaps",
    "headline_lines",
    "pair_evidence",
    "read_glossary",
    "specificity",
    "split_clauses",
    "word_keys",
]
