"""Encoders: models that turn sentences into unit vectors, behind one minimal protocol."""

from __future__ import annotations

from aligner.encoders.bundled import BundledEncoder, BundledLargeEncoder
from aligner.types import Encoder

__all__ = ["BundledEncoder", "BundledLargeEncoder", "load_encoder"]


def load_encoder(name: str = "bundled", *, threads: int = 1) -> Encoder:
    """Return the encoder called `name`: ``"bundled"`` or ``"bundled-large"``."""
    if name == "bundled":
        return BundledEncoder(threads)
    return BundledLargeEncoder(threads)
