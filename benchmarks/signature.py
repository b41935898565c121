"""What every published number carries: version, encoder, configuration, corpus and seed."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aligner import __version__

__all__ = ["corpus_hash", "signature"]


def corpus_hash(files: Iterable[Path]) -> str:
    """Return the first twelve hex digits of the SHA-256 over the files' bytes, in the order given."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def signature(*, encoder: str, corpus: str, seed: int, config: Any = None) -> dict[str, Any]:
    """Return the signature of a result; `config` is a dataclass or a plain mapping."""
    settings = asdict(config) if is_dataclass(config) and not isinstance(config, type) else config or {}
    fingerprint = hashlib.sha256(json.dumps(settings, sort_keys=True, default=str).encode()).hexdigest()[:12]
    return {
        "aligner": __version__,
        "encoder": encoder,
        "config": fingerprint,
        "corpus": corpus,
        "seed": seed,
        "numpy": np.__version__,
        "python": platform.python_version(),
    }
