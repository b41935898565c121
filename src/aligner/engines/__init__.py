"""Mapping one pure function over processes of this machine, a Dask cluster, or this process alone.

An engine takes a picklable function and a stream of items and yields ``(item, result)`` as results come, in any order.
It knows nothing of stories: what an item is, and what to do about one that kills its worker, is the caller's business.
"""

from __future__ import annotations

from aligner.engines.processes import Died, Processes, in_this_process
from aligner.engines.spread import Spread

__all__ = ["Died", "Processes", "Spread", "in_this_process"]
