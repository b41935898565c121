"""Negation and polarity compared."""
