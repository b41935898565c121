"""What a user should know of a story before reading its verdicts: the wrong file, no date, blank lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import TYPE_CHECKING, Any

from aligner.config import RunConfig
from aligner.pipeline.dates import parse_date
from aligner.types import Alignment, DocumentPair, Role, SegmentedDocument

if TYPE_CHECKING:
    from aligner.types import Vectors

__all__ = [
    "UNRELATED",
    "StoryWarning",
    "WarningCounts",
    "has_warning",
    "is_unrelated",
    "related_probability",
    "story_warnings",
]

UNRELATED = "unrelated"
"""The code of the warning that the two sides are not versions of one story."""

_UNRELATED_BELOW = 0.03
"""Probability from the pairing model. Of 736 pairs of different stories 725 are below; of 242 right ones (9 of them
freely rewritten, 106 abridged) none is, the least having .87 (the weights
were fitted on them)."""
_SHORT_UNRELATED_BELOW = 0.001
_SHORT = 3
"""Sentences below which a side says little."""
_SURE = 0.5
"""Probability from which a link counts; not the run's ``doubt_below``, which may change without a story being read."""
_NAMED = 100
"""Unrelated stories that ``run.json`` names; ``stories.jsonl`` has the warnings of all."""
_LINKED = 0.15
"""Share of either side in links that are not doubtful up to which a story can be unrelated, one sentence at least."""
_UNRELATED_THOUGH_LINKED = 0.006
"""The same where more is linked: of 282 pairs of different stories or their first four paragraphs 24 have so many links
that are not doubtful (other cities' weather, other matches), and less than this; of 94 right ones the least has .03."""
_MOST_LINKED = 0.75


@dataclass(frozen=True, slots=True)
class StoryWarning:
    """A word of warning.

    Attributes
    ----------
    code
        ``unrelated``, ``no_date``, ``bad_date`` or ``blank_lines``.
    message
        One sentence for the user, in English.
    """

    code: str
    message: str

    def as_dict(self) -> dict[str, str]:
        """Return the JSON form."""
        return {"code": self.code, "message": self.message}


def story_warnings(
    pair: DocumentPair,
    ko: SegmentedDocument,
    en: SegmentedDocument,
    ko_vectors: Vectors,
    en_vectors: Vectors,
    alignment: Alignment,
    config: RunConfig,
    date: Date | None,
) -> tuple[StoryWarning, ...]:
    """Return the warnings of an aligned story, the gravest first.

    Parameters
    ----------
    ko_vectors, en_vectors
        float32 (sentences, dim), unit rows, one a sentence of ``ko.aligned`` and ``en.aligned``.
    date
        The story's date, if one was found.
    """
    found: list[StoryWarning] = []
    if is_unrelated(ko, en, ko_vectors, en_vectors, alignment, _SURE):
        found.append(
            StoryWarning(
                UNRELATED,
                f"{pair.ko.source} and {pair.en.source} do not look like versions of one story; "
                "check that the right files are paired",
            )
        )
    given = pair.ko.meta.get("date") or pair.en.meta.get("date")
    if given and parse_date(given) is None:
        found.append(StoryWarning("bad_date", f"the date {str(given)[:40]!r} cannot be read; write it like 2025-12-24"))
    elif date is None:
        found.append(
            StoryWarning(
                "no_date",
                "no date of the story is known: days and weekdays go unchecked (give --date)",
            )
        )
    if config.pre_split and (blank := sum(not s.text.strip() for side in (ko, en) for s in side.aligned)):
        found.append(StoryWarning("blank_lines", f"{blank} blank lines count as sentences without a counterpart"))
    return tuple(found)


def is_unrelated(
    ko: SegmentedDocument,
    en: SegmentedDocument,
    ko_vectors: Vectors,
    en_vectors: Vectors,
    alignment: Alignment,
    doubt_below: float,
) -> bool:
    """Tell whether the two sides are not versions of one story; parameters as for `story_warnings`.

    The pairing model, which sees the stories whole with their facts, names and days, finds them certainly different,
    the more certainly the more of either side stands in links that are better than doubtful.
    """
    sure = [bead for bead in alignment if bead.ko and bead.en and bead.score >= doubt_below]
    counts = (ko, sum(len(bead.ko) for bead in sure)), (en, sum(len(bead.en) for bead in sure))
    linked = max(count / len(side.aligned) if count > 1 else 0.0 for side, count in counts)
    if linked > _MOST_LINKED:
        return False
    limit = _UNRELATED_BELOW if linked <= _LINKED else _UNRELATED_THOUGH_LINKED
    if min(len(ko.aligned), len(en.aligned)) < _SHORT:
        limit = _SHORT_UNRELATED_BELOW
    return related_probability(ko, en, ko_vectors, en_vectors) < limit


def related_probability(
    ko: SegmentedDocument, en: SegmentedDocument, ko_vectors: Vectors, en_vectors: Vectors
) -> float:
    """Return the pairing model's probability that the English is a version of the Korean, in [0, 1]."""
    # Imported here: the model and its evidence are needed for few stories, those without a good link.
    from aligner.pairing.features import story_candidates
    from aligner.pairing.model import PairingConfig, Story
    from aligner.pairing.stories import default_model

    sides = []
    for side, vectors in ((ko, ko_vectors), (en, en_vectors)):
        aligned = side.aligned
        kept = [i for i, s in enumerate(aligned) if s.text.strip()]
        filed = "\n".join(s.text for s in side.sentences if s.role in (Role.DATELINE, Role.BYLINE))
        sides.append([Story("one", [aligned[i].text for i in kept], vectors[kept], filed)])
    found = story_candidates(sides[0], sides[1], evidence=None, config=PairingConfig())
    return float(default_model().probability(found.features)[0])


def has_warning(story: Mapping[str, Any], code: str) -> bool:
    """Tell whether a row of ``stories.jsonl`` carries the warning `code`."""
    return any(row.get("code") == code for row in story.get("warnings", ()))


@dataclass
class WarningCounts:
    """What a run says of its stories' warnings: how many of each, and which stories are unrelated."""

    counts: Counter[str] = field(default_factory=Counter)
    unrelated: dict[str, str] = field(default_factory=dict)

    def add(self, story: Mapping[str, Any]) -> None:
        """Count the warnings of a row of ``stories.jsonl``."""
        for row in story.get("warnings", ()):
            self.counts[row["code"]] += 1
            if row["code"] == UNRELATED and len(self.unrelated) < _NAMED:
                self.unrelated[story["id"]] = row["message"]

    def as_dict(self) -> dict[str, Any]:
        """Return the fields ``warnings`` and ``unrelated`` of ``run.json``."""
        return {"warnings": dict(self.counts), "unrelated": self.unrelated}
