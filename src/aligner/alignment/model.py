"""Settings of the aligner."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.errors import ConfigError

__all__ = ["AlignmentConfig"]


@dataclass(frozen=True, slots=True)
class AlignmentConfig:
    """How to align; the defaults are meant for every kind of wire text.

    Attributes
    ----------
    max_bead
        Most sentences of one bead, both sides together; at least 2.
    min_score
        A two-sided bead less probable than this is dissolved into omissions and additions; in [0, 1].
    monotone
        Forbid block moves and non-contiguous beads.

    Raises
    ------
    ConfigError
        If a value is out of range.
    """

    max_bead: int = 5
    min_score: float = 0.0
    monotone: bool = False

    def __post_init__(self) -> None:
        if self.max_bead < 2:
            raise ConfigError(f"max_bead is {self.max_bead}", hint="give 2 or more")
        if not 0.0 <= self.min_score <= 1.0:
            raise ConfigError(f"min_score is {self.min_score}", hint="give a probability between 0 and 1")
