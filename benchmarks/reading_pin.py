"""Every fact read from every sentence of the corpora, a line each: what a change of the reading room changes.

python benchmarks/reading_pin.py > before.txt      # then change the code
python benchmarks/reading_pin.py | diff before.txt -
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from aligner.facts import extract

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    for path in sorted((ROOT / "corpora").glob("*/*/*.sents.txt")):
        lang = path.name[:2]
        date = dt.date.fromisoformat(json.loads((path.parent / "meta.json").read_text(encoding="utf-8"))["date"])
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            for fact in extract(line, lang, date=date):
                print(f"{path.parent.parent.name}/{path.parent.name}/{lang}:{n}\t{fact}")


if __name__ == "__main__":
    main()
