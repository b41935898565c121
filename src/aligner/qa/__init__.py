"""Mechanical quality of the English and the house's terms: what a desk's checking tool finds without understanding."""

from aligner.qa.inspect import QA_KINDS, inspect, retold

__all__ = ["QA_KINDS", "inspect", "retold"]
