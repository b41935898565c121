"""Which Korean story belongs to which English one: candidates, evidence, and one assignment of all with reject."""

from __future__ import annotations

from aligner.pairing.model import PairingConfig, Story, StoryPair
from aligner.pairing.stories import pair_stories

__all__ = ["PairingConfig", "Story", "StoryPair", "pair_stories"]
