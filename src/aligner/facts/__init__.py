"""Facts of a text by value: numbers, dates, times and names, compared across Korean and English."""

from aligner.facts.clauses import Clause, ClauseScore, dropped_clauses, score_clauses, split_clauses
from aligner.facts.compare import compare
from aligner.facts.evidence import PairEvidence, pair_evidence
from aligner.facts.extract import extract
from aligner.facts.keys import evidence_keys
from aligner.facts.model import Fact, Finding, Moment
from aligner.facts.nametable import NameEntry, read_glossary

__all__ = [
    "Clause",
    "ClauseScore",
    "Fact",
    "Finding",
    "Moment",
    "NameEntry",
    "PairEvidence",
    "compare",
    "dropped_clauses",
    "evidence_keys",
    "extract",
    "pair_evidence",
    "read_glossary",
    "score_clauses",
    "split_clauses",
]
