"""Clauses cut out of sentences, and those without a counterpart."""
