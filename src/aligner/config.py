"""One frozen dataclass per stage, read from TOML and from flags; an unknown key is an error."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any, Literal, Self, TypeVar, get_args, get_type_hints

from aligner.errors import ConfigError

T = TypeVar("T")

__all__ = ["AlignmentConfig", "EncoderConfig", "RunConfig", "differences"]


@dataclass(frozen=True, slots=True)
class EncoderConfig:
    """Which model turns sentences into vectors, and how.

    Attributes
    ----------
    name
        ``"bundled"``, ``"bundled-large"``, or a sentence-transformers model by hub name or folder.
    revision
        Hub commit, tag or branch of a sentence-transformers model.
    prompt
        Text put before every sentence, as some models want (``"query: "``).
    device, precision, backend
        Passed to sentence-transformers: ``"cpu"``, ``"cuda"`` …; weight precision; ``torch``, ``onnx`` or ``openvino``.
    batch_size
        Sentences per forward pass of a sentence-transformers model.
    """

    name: str = "bundled"
    revision: str | None = None
    prompt: str | None = None
    device: str | None = None
    precision: Literal["float32", "float16", "bfloat16"] = "float32"
    backend: Literal["torch", "onnx", "openvino"] = "torch"
    batch_size: int = 64

    def __post_init__(self) -> None:
        _check(self, "batch_size", self.batch_size >= 1, "a whole number from 1")


@dataclass(frozen=True, slots=True)
class AlignmentConfig:
    """How to align; the defaults are meant for every kind of wire text.

    Attributes
    ----------
    max_bead
        Most sentences of one bead, both sides together, at least 2; shapes up to five are known.
    min_score
        A two-sided bead less probable than this is dissolved into omissions and additions; in [0, 1].
    monotone
        Forbid block moves and non-contiguous beads.
    """

    max_bead: int = 5
    min_score: float = 0.0
    monotone: bool = False

    def __post_init__(self) -> None:
        _check(self, "max_bead", self.max_bead >= 2, "2 or more")
        _check(self, "min_score", 0 <= self.min_score <= 1, "a probability between 0 and 1")


@dataclass(frozen=True, slots=True)
class RunConfig:
    """Everything that changes the result of a run; its fingerprint is part of every published number.

    Attributes
    ----------
    encoder, alignment
        The stages' own settings.
    pre_split
        The input has one sentence a line, to be kept exactly.
    pair
        ``"name"``: stories are paired by file name or manifest; ``"auto"``: by their content.
    doubt_below
        Two-sided beads less probable than this are marked ``doubtful``, 0 to 1.
    checks
        Look for facts and clauses that went wrong and keep the coverage ledger; without: pairs only.
    glossary
        File of names and terms (TSV, CSV, XLSX or TBX): the checker knows the names, and every term must have one of
        its renderings.
    no_qa
        Kinds of mechanical remarks not to make (`aligner.qa.QA_KINDS`), separated by commas; ``"all"``: none at all.
    date
        Day of the stories (``YYYY-MM-DD``), which wins over what the files tell; None: each story's own.
    report_lang
        Language of explanations in the findings and of the report.
    """

    encoder: EncoderConfig = field(default_factory=EncoderConfig)
    alignment: AlignmentConfig = field(default_factory=AlignmentConfig)
    pre_split: bool = False
    pair: Literal["name", "auto"] = "name"
    doubt_below: float = 0.5
    checks: bool = True
    glossary: str | None = None
    no_qa: str = ""
    date: str | None = None
    report_lang: Literal["ko", "en"] = "en"

    def __post_init__(self) -> None:
        _check(self, "doubt_below", 0 <= self.doubt_below <= 1, "a probability between 0 and 1")

    @property
    def qa_off(self) -> frozenset[str]:
        """The kinds of `no_qa`."""
        return frozenset(kind.strip() for kind in self.no_qa.split(",") if kind.strip())

    @classmethod
    def from_toml(cls, path: str | PathLike[str]) -> Self:
        """Read a TOML file whose tables are the stages.

        Raises
        ------
        ConfigError
            If the file cannot be read or parsed, names an unknown key, or holds an impossible value.
        """
        import tomllib

        if Path(path).exists() and not Path(path).is_file():
            raise ConfigError("it is no regular file", file=path, hint="give a TOML file that exists")
        try:
            with Path(path).open("rb") as file:
                data = tomllib.load(file)
        except OSError as error:
            raise ConfigError(error.strerror or str(error), file=path, hint="give a TOML file that exists") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"not valid TOML: {error}", file=path, hint="see docs/cli.md for an example") from error
        return cls.from_dict(data, file=path)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, file: str | PathLike[str] | None = None) -> Self:
        """Build from nested mappings; see `from_toml`."""
        return _build(cls, data, "", file)

    def to_dict(self) -> dict[str, Any]:
        """Return nested plain values, the inverse of `from_dict`."""
        return asdict(self)

    @property
    def fingerprint(self) -> str:
        """First 12 hex digits of the SHA-256 of the canonical JSON of all settings."""
        return hashlib.sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()[:12]

    def with_flags(self, **flags: Any) -> Self:
        """Return a copy with dotted settings replaced; a value of None leaves the setting as it is.

        ``config.with_flags(**{"encoder.name": "bundled-large"})``
        """
        result = self
        for dotted, value in flags.items():
            if value is None:
                continue
            stage, _, key = dotted.rpartition(".")
            if stage:
                result = replace(result, **{stage: replace(getattr(result, stage), **{key: value})})
            else:
                result = replace(result, **{key: value})
        return result


def differences(old: Mapping[str, Any], new: Mapping[str, Any], prefix: str = "") -> list[str]:
    """Return ``key: old → new`` for every setting that differs, keys dotted and sorted."""
    found: list[str] = []
    for key in sorted({*old, *new}):
        a, b = old.get(key), new.get(key)
        if isinstance(a, Mapping) and isinstance(b, Mapping):
            found += differences(a, b, f"{prefix}{key}.")
        elif a != b:
            found.append(f"{prefix}{key}: {a!r} → {b!r}")
    return found


def _check(config: object, key: str, holds: bool, wanted: str) -> None:
    if not holds:
        raise ConfigError(f"{key} is {getattr(config, key)!r}", hint=f"give {wanted}")


def _build(cls: type[T], data: Mapping[str, Any], where: str, file: str | PathLike[str] | None) -> T:
    hints = get_type_hints(cls)
    known = [f.name for f in fields(cls)]  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            raise ConfigError(f"unknown setting {where}{key}", file=file, hint=f"known here: {', '.join(known)}")
        values[key] = _value(hints[key], value, f"{where}{key}", file)
    return cls(**values)


def _value(hint: Any, value: Any, name: str, file: str | PathLike[str] | None) -> Any:
    if is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise ConfigError(f"{name} is {value!r}", file=file, hint=f"write it as a table [{name}]")
        return _build(hint, value, f"{name}.", file)  # type: ignore[arg-type]
    choices = get_args(hint)
    if choices and not any(isinstance(choice, type) for choice in choices):
        if value not in choices:
            raise ConfigError(f"{name} is {value!r}", file=file, hint=f"give one of {', '.join(map(str, choices))}")
        return value
    kinds = tuple(choices) or (hint,)
    if float in kinds and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        wanted = " or ".join(kind.__name__ for kind in kinds)
        raise ConfigError(f"{name} is {value!r}", file=file, hint=f"give a value of type {wanted}")
    return value
