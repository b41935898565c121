"""Patterns made of words that are met on the way: `re` itself forgets after five hundred, and compiles them anew."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["made"]


@lru_cache(maxsize=1 << 13)
def made(pattern: str) -> re.Pattern[str]:
    """Return a pattern, compiled once for all stories of a process."""
    return re.compile(pattern)
