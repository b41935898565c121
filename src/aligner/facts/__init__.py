"""Facts of a text by value: numbers, dates, times and names, compared across Korean and English."""

from aligner.facts.clauses.gaps import ClauseGap, Gaps, find_gaps, headline_lines
from aligner.facts.clauses.split import split_clauses
from aligner.facts.compare import compare, compare_story
from aligner.facts.figures.evidence import PairEvidence, pair_evidence
from aligner.facts.lexicon import specificity, word_keys
from aligner.facts.model import Comparison, Fact, Finding, Match, Moment, Place, Suspect
from aligner.facts.names.table import NameEntry
from aligner.facts.reading.extract import extract
from aligner.facts.reading.keys import evidence_keys, rounded_keys
from aligner.facts.story import Side, Story
from aligner.facts.votes import family, vote_keys

__all__ = [
    "ClauseGap",
    "Comparison",
    "Fact",
    "Finding",
    "Gaps",
    "Match",
    "Moment",
    "NameEntry",
    "PairEvidence",
    "Place",
    "Side",
    "Story",
    "Suspect",
    "compare",
    "compare_story",
    "evidence_keys",
    "extract",
    "family",
    "find_gaps",
    "headline_lines",
    "pair_evidence",
    "rounded_keys",
    "specificity",
    "split_clauses",
    "vote_keys",
    "word_keys",
]
