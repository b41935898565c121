"""Errors a user can act on: each names the file, the value and the next step."""

from __future__ import annotations

from os import PathLike

__all__ = [
    "AlignerError",
    "ConfigError",
    "EncoderError",
    "InputError",
    "OutputError",
    "UnsafeInputError",
]


class AlignerError(Exception):
    """Base of every error that aligner raises on purpose.

    Parameters
    ----------
    problem
        What is wrong, in one clause, with the offending value in it.
    file
        The file (or ``"-"`` for standard input) the problem was found in.
    hint
        What the user can do next, in one clause.

    Notes
    -----
    ``str(error)`` is always a single line of at most 300 characters: ``FILE: problem; hint``. What is longer loses its
    middle, so that the name of the file and the next step are both still there. The command line prints it and exits
    with 2. Control characters and lone surrogates are shown escaped: a hostile value cannot steer a terminal.
    """

    exit_code = 2

    def __init__(self, problem: str, *, file: str | PathLike[str] | None = None, hint: str | None = None) -> None:
        self.problem = problem
        self.file = None if file is None else str(file)
        self.hint = hint
        super().__init__(one_line(problem, self.file, hint))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by keyword, so that an error survives the way back from a worker process."""
        return _rebuild, (type(self), self.problem, self.file, self.hint)


LONGEST = 300


def one_line(problem: str, file: str | None, hint: str | None, *, between: str = "; ") -> str:
    """Return ``FILE: problem; hint`` as a line of at most 300 characters that a terminal can take."""
    text = _printable(problem) if file is None else f"{_shorten(_printable(file), 120)}: {_printable(problem)}"
    tail = f"{between}{_shorten(_printable(hint), 130)}" if hint else ""
    return _shorten(text, LONGEST - len(tail)) + tail


def _printable(text: str) -> str:
    """One line, blanks folded, with everything that a terminal or UTF-8 cannot take escaped."""
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in line)


def _shorten(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    head = (longest - 3) * 2 // 3
    return f"{text[:head]} … {text[len(text) - (longest - 3 - head) :]}"


def _rebuild(kind: type[AlignerError], problem: str, file: str | None, hint: str | None) -> AlignerError:
    return kind(problem, file=file, hint=hint)


class InputError(AlignerError):
    """A source file, manifest or text that cannot be used."""


class UnsafeInputError(InputError):
    """Input that looks like an attack (XML entities, zip bomb, path tricks) and is refused."""


class ConfigError(AlignerError):
    """An unknown option, an impossible value, or a run folder made with another configuration."""


class EncoderError(AlignerError):
    """A model that cannot be found, loaded or used."""


class OutputError(AlignerError):
    """A result that cannot be written."""
