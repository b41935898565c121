"""Encoders: models that turn sentences into unit vectors, behind one minimal protocol."""

from __future__ import annotations

import os
from pathlib import Path

from aligner.config import EncoderConfig
from aligner.encoders.bundled import BundledEncoder, BundledLargeEncoder
from aligner.encoders.cache import CachedEncoder, default_cache_dir
from aligner.encoders.grid import CheckedEncoder
from aligner.encoders.transformer import TransformerEncoder
from aligner.types import Encoder

__all__ = [
    "BundledEncoder",
    "BundledLargeEncoder",
    "CachedEncoder",
    "CheckedEncoder",
    "TransformerEncoder",
    "default_cache_dir",
    "load_encoder",
]


def load_encoder(
    config: EncoderConfig | str = "bundled", *, threads: int | None = None, cache: str | Path | None = None
) -> Encoder:
    """Return the encoder that `config` names; nothing is loaded before the first text.

    Parameters
    ----------
    config
        Settings, or just a name: ``"bundled"``, ``"bundled-large"``, a hub model or a folder.
    threads
        CPU threads; all cores by default.
    cache
        Folder to remember vectors in; None: remember nothing.
    """
    if isinstance(config, str):
        config = EncoderConfig(name=config)
    threads = threads or available_cores()
    encoder: Encoder
    if config.name == "bundled":
        encoder = BundledEncoder(threads)
    elif config.name == "bundled-large":
        encoder = BundledLargeEncoder(threads)
    else:
        encoder = TransformerEncoder(config, threads)
    return encoder if cache is None else CachedEncoder(encoder, Path(cache))


def available_cores() -> int:
    """Return how many cores this process may use (a container's or job's share, not the machine's)."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows have no affinity
        return os.cpu_count() or 1
