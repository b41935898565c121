"""How many workers a run gets, on which devices, and how many stories they are handed at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from aligner.config import RunConfig
from aligner.encoders import available_cores
from aligner.engines import Died, Processes, in_this_process
from aligner.errors import ConfigError
from aligner.pipeline.shards import MOST_STORIES, Shard, ShardWorker
from aligner.pipeline.work import Answer, Engine

__all__ = ["WorkerPlan", "devices_of", "plan_workers"]

_SHARDS_A_WORKER = 4


@dataclass(frozen=True, slots=True)
class WorkerPlan:
    """What `plan_workers` decided; `devices` has one entry a worker, None for the model's own choice."""

    workers: int
    shard: int
    devices: tuple[str | None, ...]

    def engine(self, worker: ShardWorker) -> Engine:
        """Return what maps the worker: this process for one worker, else processes that are replaced when they die."""
        own = [replace(worker, device=device) for device in self.devices]
        if self.workers == 1:
            return lambda shards: in_this_process(own[0], shards)
        pool: Processes[Shard, Answer] = Processes(own, Shard.split)

        def run(shards: Iterable[Shard]) -> Iterator[tuple[Shard, Answer | Died]]:
            return pool.map(shards)

        return run


def devices_of(device: str | None) -> tuple[str | None, ...]:
    """Return the devices that ``--device`` names: ``cuda:0,1`` are two.

    Raises
    ------
    ConfigError
        If a number is none.
    """
    if device is None or "," not in device:
        return (device,)
    kind, _, numbers = device.partition(":")
    names = [number.strip().removeprefix(f"{kind}:") for number in numbers.split(",")]
    if not kind or not all(name.isdigit() for name in names) or len(set(names)) < len(names):
        raise ConfigError(f"device is {device!r}", hint="give one device, or several of a kind such as cuda:0,1")
    return tuple(f"{kind}:{name}" for name in names)


def plan_workers(config: RunConfig, workers: int | None, stories: int | None) -> WorkerPlan:
    """Decide on workers and shards.

    Parameters
    ----------
    workers
        As many as the user asked for; None: all cores, but one process a device for a model on a GPU, which wants
        large batches and a memory of its own.
    stories
        How many there are, None if that is not known.
    """
    devices = devices_of(config.encoder.device)
    on_gpu = devices[0] is not None and not devices[0].startswith("cpu")
    count = max(len(devices), workers or (len(devices) if on_gpu else available_cores()))
    if stories is not None and len(devices) == 1:
        count = max(1, min(count, stories))
    most = MOST_STORIES * (4 if on_gpu else 1)
    size = most if stories is None else min(most, max(1, -(-stories // (_SHARDS_A_WORKER * count))))
    return WorkerPlan(count, size, tuple(devices[i % len(devices)] for i in range(count)))
