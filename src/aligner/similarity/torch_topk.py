"""The same neighbours on a GPU, through torch, in blocks of bounded memory."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.errors import InputError
from aligner.similarity.neighbours import Neighbours, TopK, no_neighbours

__all__ = ["torch_topk"]

# Products of one block: 4,096 x 16,384 float32 are 256 MiB on the device.
_BLOCK_ROWS = 4096
_BLOCK_COLUMNS = 16384


def torch_topk(x: NDArray[Any], y: NDArray[Any], k: int, device: str) -> TopK:
    """Do what `aligner.similarity.topk` does on a torch device.

    Parameters
    ----------
    x, y
        Checked (m, d) and (n, d) arrays or memory maps.
    k
        Neighbours a row, >= 1.
    device
        A torch device such as ``"cuda"``.

    Returns
    -------
    TopK
        Host arrays, as from the numpy path. Float32 sums are in another order there, so near-ties may swap.

    Raises
    ------
    InputError
        If torch is not installed or the device is not there.

    Notes
    -----
    y is walked in blocks of columns within blocks of rows of x; the device holds one block of each side, their
    products, and the running neighbours of the row block and of all of y ((n, k) scores and indices).
    """
    torch = _torch(device)
    place = torch.device(device)
    if place.type == "cuda":
        # The 10-bit mantissa of TF32 would not be exact.
        before = torch.backends.cuda.matmul.allow_tf32
        torch.backends.cuda.matmul.allow_tf32 = False
    try:
        return _sweep(torch, x, y, k, place)
    finally:
        if place.type == "cuda":
            torch.backends.cuda.matmul.allow_tf32 = before


def _torch(device: str) -> Any:
    try:
        import torch
    except ImportError:
        raise InputError(
            f"device {device!r} needs torch, which is not installed", hint="pip install torch, or leave device out"
        ) from None
    try:
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f"device {device!r} cannot be used ({reason})", hint="check nvidia-smi, or leave device out"
        ) from None
    return torch


def _sweep(torch: Any, x: NDArray[Any], y: NDArray[Any], k: int, place: Any) -> TopK:
    m, n = len(x), len(y)
    forward = no_neighbours(m, k)
    column_scores = torch.full((n, k), -torch.inf, device=place)
    column_indices = torch.full((n, k), -1, dtype=torch.int64, device=place)
    for r0 in range(0, m, _BLOCK_ROWS):
        left = _move(torch, x[r0 : r0 + _BLOCK_ROWS], place)
        scores = torch.full((len(left), k), -torch.inf, device=place)
        indices = torch.full((len(left), k), -1, dtype=torch.int64, device=place)
        for c0 in range(0, n, _BLOCK_COLUMNS):
            right = _move(torch, y[c0 : c0 + _BLOCK_COLUMNS], place)
            block = left @ right.T
            scores, indices = _merge(torch, scores, indices, block, c0, k)
            c1 = c0 + len(right)
            column_scores[c0:c1], column_indices[c0:c1] = _merge(
                torch, column_scores[c0:c1], column_indices[c0:c1], block.T, r0, k
            )
        forward.scores[r0 : r0 + len(left)] = scores.cpu().numpy()
        forward.indices[r0 : r0 + len(left)] = indices.cpu().numpy()
    return TopK(forward, Neighbours(column_scores.cpu().numpy(), column_indices.cpu().numpy()))


def _move(torch: Any, block: NDArray[Any], place: Any) -> Any:
    return torch.from_numpy(np.array(block, dtype=np.float32, order="C")).to(place)


def _merge(torch: Any, scores: Any, indices: Any, block: Any, offset: int, k: int) -> tuple[Any, Any]:
    """Merge the k best of a block into the running ones; of equal scores the lowest index stays first."""
    size = min(k, block.shape[1])
    best = block.topk(size, dim=1)
    kth = best.values[:, -1:]
    # topk breaks ties as it likes: where more scores than wanted reach the k-th, the lowest indices are picked anew.
    unclear = ((block >= kth).sum(dim=1) > size).nonzero().squeeze(1)
    found, at = best.values, best.indices
    for start in range(0, len(unclear), 256):
        rows = unclear[start : start + 256]
        order = block[rows].sort(dim=1, descending=True, stable=True).indices[:, :size]
        at[rows] = order
        found[rows] = block[rows].gather(1, order)
    at, again = at.sort(dim=1)
    found = found.gather(1, again)
    all_scores = torch.cat([scores, found], dim=1)
    all_indices = torch.cat([indices, at + offset], dim=1)
    order = all_scores.sort(dim=1, descending=True, stable=True).indices[:, :k]
    return all_scores.gather(1, order), all_indices.gather(1, order)
