"""Any sentence-transformers model, by hub name or folder, loaded on first use."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.config import EncoderConfig
from aligner.errors import EncoderError
from aligner.types import EncoderInfo

if TYPE_CHECKING:
    from aligner.types import Vectors

__all__ = ["TransformerEncoder"]

_HUB_SECONDS = 10


class TransformerEncoder:
    """A ``SentenceTransformer`` behind the `Encoder` protocol.

    Parameters
    ----------
    config
        Model name or folder, revision, prompt, device, precision, backend and batch size.
    threads
        CPU threads of torch.
    """

    def __init__(self, config: EncoderConfig, threads: int = 1) -> None:
        self.config = config
        self.threads = threads

    @cached_property
    def info(self) -> EncoderInfo:
        """Name, revision (hub commit, or digest of the folder's files) and limits; loads the model."""
        model, config = self._model, self.config
        options = {"precision": config.precision, "backend": config.backend, "prompt": config.prompt}
        return EncoderInfo(
            name=Path(config.name).name if self._is_folder else config.name,
            revision=self._revision(),
            dim=_dimension(model),
            max_tokens=None if model.max_seq_length is None else int(model.max_seq_length),
            license=str(getattr(model.model_card_data, "license", None) or "unknown"),
            options={k: v for k, v in options.items() if v not in (None, "float32", "torch")},
        )

    @property
    def _is_folder(self) -> bool:
        return Path(self.config.name).is_dir()

    @cached_property
    def _model(self) -> Any:
        try:
            import torch
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderError(
                f"{self.config.name} needs sentence-transformers ({error})", hint="pip install sentence-transformers"
            ) from error
        config = self.config
        if config.device in (None, "cpu"):
            torch.set_num_threads(self.threads)
        kwargs = {} if config.precision == "float32" else {"dtype": getattr(torch, config.precision)}
        try:
            self._ask_hub()
            return SentenceTransformer(
                config.name,
                revision=config.revision,
                device=config.device,
                backend=config.backend,
                model_kwargs=kwargs,
            )
        except Exception as error:  # the hub, the disk and the backends each raise their own kind
            raise EncoderError(
                f"model {config.name!r} cannot be loaded ({_first_line(error)})",
                hint="give a folder that holds the model, or use --encoder bundled, which needs no network",
            ) from error

    def _ask_hub(self) -> None:
        """Fail within seconds where there is no hub; loading alone tries again for over a minute."""
        from huggingface_hub import HfApi, try_to_load_from_cache

        name = self.config.name
        if not self._is_folder and not isinstance(try_to_load_from_cache(name, "config.json"), str):
            repository = name if "/" in name else f"sentence-transformers/{name}"
            HfApi().model_info(repository, revision=self.config.revision, timeout=_HUB_SECONDS)

    def _revision(self) -> str:
        if self._is_folder:
            return _folder_digest(Path(self.config.name))
        commit = getattr(getattr(self._model[0], "model", None), "config", None)
        return str(getattr(commit, "_commit_hash", None) or self.config.revision or "unknown")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), dim), unit rows, in the order of `texts`."""
        import numpy as np

        if not texts:
            return np.empty((0, self.info.dim), dtype=np.float32)
        vectors = self._model.encode(
            # A blank text may have no token at all, and so no direction; a full stop has one.
            [text if text.strip() else "." for text in texts],
            prompt=self.config.prompt,
            batch_size=self.config.batch_size,
            convert_to_numpy=True,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        vectors = np.asarray(vectors, dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        lost = ~(norms[:, 0] > 0)
        if lost.any():
            text = texts[int(lost.argmax())][:60]
            raise EncoderError(f"model {self.config.name!r} gives no vector for {text!r}", hint="choose another model")
        from aligner.encoders.grid import on_grid

        return on_grid(vectors)


def _dimension(model: Any) -> int:
    # Renamed in sentence-transformers 6; the old name warns there.
    get = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
    return int(get())


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)[:160]


def _folder_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
