"""The same map over the workers of a Dask cluster, which come and go as they like."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aligner.engines.processes import Died
from aligner.errors import AlignerError, ConfigError

__all__ = ["Dask", "connected"]

T = TypeVar("T")
R = TypeVar("R")

_CONNECT_SECONDS = 10
_AHEAD = 3
_DESERTED_SECONDS = 300
"""A cluster may lose all its workers for a while, until others start; after this long a run says so and ends."""


@dataclass(frozen=True)
class _Task(Generic[T, R]):
    """What a worker runs; it may have joined after the others were asked for their versions."""

    function: Callable[[T], R]
    version: str

    def __call__(self, item: T) -> R:
        own = _version()
        if own != self.version:
            raise ConfigError(
                f"a Dask worker has aligner {own}, this is {self.version}",
                hint="install the same version on all workers",
            )
        return self.function(item)


class Dask(Generic[T, R]):
    """Maps a function over a Dask cluster.

    Parameters
    ----------
    address
        ``tcp://host:port`` of a running scheduler, or ``local`` or ``local:N`` for a cluster of N processes made here.
    function
        Picklable.
    split
        As for `aligner.engines.processes.Processes`: an item that kills workers is cut until it is alone.
    client
        A connection from `connected` that is open already; one is made for each call of `map` otherwise.
    """

    def __init__(
        self, address: str, function: Callable[[T], R], split: Callable[[T], Sequence[T]], *, client: Any = None
    ) -> None:
        self.address, self.function, self.split, self.client = address, function, split, client

    def map(self, items: Iterable[T]) -> Iterator[tuple[T, R | Died]]:
        """Yield every item with its result, or `Died`, as they come.

        Raises
        ------
        ConfigError
            If the scheduler cannot be reached, or a worker has another version of aligner or none.
        AlignerError
            If the scheduler is lost, or all workers are and none takes their place.
        Exception
            What the function raised.
        """
        from distributed import CancelledError, KilledWorker, as_completed
        from distributed.comm.core import CommClosedError

        with nullcontext(self.client) if self.client is not None else connected(self.address) as client:
            # With every item, not scattered: what is scattered is lost with the workers that have it.
            task = _Task(self.function, _version())
            stream = iter(items)
            running: dict[Any, T] = {}
            suspects: list[T] = []
            done = as_completed([], with_results=False)

            def submit(item: T) -> None:
                future = client.submit(task, item, pure=False)
                running[future] = item
                done.add(future)

            def fill() -> None:
                most = max(_AHEAD, _AHEAD * sum(client.nthreads().values()))
                while len(running) < most:
                    for item in stream:
                        submit(item)
                        break
                    else:
                        return

            try:
                fill()
                while running:
                    future = _next(done, client)
                    item = running.pop(future)
                    try:
                        answer: R | Died = future.result()
                    except KilledWorker:
                        pieces = self.split(item)
                        if len(pieces) > 1:
                            for piece in pieces:
                                submit(piece)
                        else:
                            suspects.append(item)
                    else:
                        yield item, answer
                    fill()
                # Dask blames all that a dead worker had. Alone on the cluster, the one that kills is told from those
                # that stood beside it.
                for item in suspects:
                    submit(item)
                    try:
                        yield item, _next(done, client).result()
                    except KilledWorker:
                        yield item, Died(-9)
            except (CommClosedError, CancelledError, OSError, TimeoutError) as error:
                raise AlignerError(
                    f"the Dask scheduler at {self.address} was lost ({type(error).__name__})",
                    hint="start it and run the same command again: what is done stays done",
                ) from error


def _next(done: Any, client: Any) -> Any:
    """Return the next future that is done; where nobody is left to do one, a run would wait for ever."""
    seen = asked = time.monotonic()
    while not done.has_ready():
        with done.thread_condition:
            done.thread_condition.wait(0.1)
        now = time.monotonic()
        if now - asked >= min(10, _DESERTED_SECONDS):
            asked = now
            seen = now if client.nthreads() else seen
        if now - seen > _DESERTED_SECONDS:
            raise AlignerError(
                "all workers of the Dask cluster are gone",
                hint="start workers and run the same command again: what is done stays done",
            )
    return next(done)


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """Connect to a cluster whose workers have this aligner, or make one; yield the client.

    Raises
    ------
    ConfigError
        If there is no Dask, no scheduler, no worker, or a worker of another version.
    """
    with _client(address) as client:
        _check_workers(client)
        yield client


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ConfigError("Dask is not installed", hint="pip install 'aligner[dask]'") from error
    if address.partition(":")[0] == "local":
        count = address.partition(":")[2]
        if count and not (count.isdigit() and int(count)):
            raise ConfigError(f"--dask is {address!r}", hint="give local, local:N or tcp://host:port")
        cluster = LocalCluster(n_workers=int(count) if count else None, threads_per_worker=1, dashboard_address=":0")
        with cluster, Client(cluster) as client:
            yield client
        return
    if "://" not in address:
        raise ConfigError(f"--dask is {address!r}", hint="give local, local:N or tcp://host:port")
    try:
        client = Client(address, timeout=_CONNECT_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise ConfigError(
            f"no Dask scheduler answers at {address} ({type(error).__name__})",
            hint="check that it runs and the address",
        ) from error
    with client:
        yield client


def _version() -> str:
    """Return the version of the aligner that this process has; the package around this module is always loaded."""
    return str(sys.modules["aligner"].__version__)


def _check_workers(client: Any) -> None:
    """Refuse a cluster without workers, or whose workers have another aligner."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except TimeoutError as error:
        raise ConfigError("the Dask cluster has no worker", hint="start workers: dask worker ADDRESS") from error
    ours = _version()
    for worker, version in client.run(_version, on_error="return").items():
        if isinstance(version, OSError):
            continue  # it died meanwhile; what takes its place is asked again with every item
        if isinstance(version, BaseException):
            raise ConfigError(
                f"Dask worker {worker} cannot use aligner ({type(version).__name__}: {version})",
                hint=f"install aligner {ours} on all workers",
            )
        if version != ours:
            raise ConfigError(
                f"Dask worker {worker} has aligner {version}, this is {ours}",
                hint="install the same version on all workers",
            )
