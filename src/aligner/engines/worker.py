"""The child of `aligner.engines.processes`: reads a function and items from standard input, writes results.

It never outlives its parent: the kernel is asked to kill it with the parent (Linux), and everywhere a thread that waits
for the next item sees the pipe close and ends the process, whatever it is doing.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

__all__ = ["dump", "load", "main"]

_LENGTH = struct.Struct("<Q")


def dump(stream: IO[bytes], value: object) -> None:
    """Write one value to a pipe."""
    data = to_bytes(value)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def load(stream: IO[bytes]) -> Any:
    """Read one value from a pipe.

    Raises
    ------
    EOFError
        If the other end is gone.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def to_bytes(value: object) -> bytes:
    """Pickle by name where that is enough, by content (cloudpickle) for what was defined in the caller's script."""
    import __main__

    try:
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError):
        data = b""
    if not data or (b"__main__" in data and hasattr(__main__, "__file__")):
        import cloudpickle

        return bytes(cloudpickle.dumps(value))
    return data


def main(parent: int) -> None:
    """Serve until the parent closes the pipe."""
    # Ctrl-C goes to the whole group of processes; the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with(parent)
    # Whatever prints to standard output must not end up among the results.
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    items: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_read, args=(items,), daemon=True).start()
    function = items.get()
    while True:
        try:
            answer = ("result", function(items.get()))
        except BaseException as error:
            answer = ("error", error)
        try:
            dump(results, answer)
        except BrokenPipeError:
            os._exit(1)
        except Exception as error:
            # What cannot be pickled cannot be told but by name.
            dump(results, ("error", RuntimeError(f"{type(error).__name__}: {error}")))


def _read(items: SimpleQueue[Any]) -> None:
    while True:
        try:
            items.put(load(sys.stdin.buffer))
        except EOFError:
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"aligner: worker: {type(error).__name__}: {error}\n")
            os._exit(1)


def _die_with(parent: int) -> None:
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
