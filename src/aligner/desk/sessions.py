"""What lies on the desk: the run, and the texts that were pasted beside it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from aligner.desk.session import Session
from aligner.encoders import load_encoder
from aligner.errors import InputError
from aligner.pipeline.corpus import Corpus
from aligner.types import Encoder

__all__ = ["Sessions"]


@dataclass
class Sessions:
    """The run on the desk, and what was pasted beside it."""

    main: Session
    plain: Encoder | None = None
    pasted: dict[str, Session] = field(default_factory=dict)
    closing: bool = False

    def get(self, name: str | None) -> Session:
        """Return the session called `name`.

        Raises
        ------
        InputError
            If it is gone.
        """
        if not name or name == self.main.name:
            return self.main
        if name not in self.pasted:
            raise InputError("these texts were not kept", hint="paste them again")
        return self.pasted[name]

    def encoder(self) -> Encoder:
        """Return an encoder that remembers nothing on disk, for texts that are not to be kept."""
        if self.plain is None:
            self.plain = load_encoder()
        return self.plain

    def add(self, corpus: Corpus, folder: Path) -> Session:
        """Put pasted texts on the desk."""
        session = Session(corpus, secrets.token_hex(4), folder, self.main.who, changed=self.main.changed)
        self.pasted[session.name] = session
        while len(self.pasted) > 20:
            self.pasted.pop(next(iter(self.pasted))).close()
        return session

    def close(self) -> None:
        """Close all."""
        for session in (self.main, *self.pasted.values()):
            session.close()
