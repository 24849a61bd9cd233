"""Write every invented paper into a folder, its truth beside it: `python -m tests.papers.generate FOLDER`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from . import (
    fifth_set,
    fourth_minutes,
    fourth_set,
    fourth_sheets,
    minutes,
    plans_drawn,
    plans_mixed,
    plans_pdf,
    plans_sheets,
    plans_word,
    second_minutes,
    second_set,
    second_sheets,
    seventh_set,
    sixth_set,
    third_set,
)
from .kit import Truth

PAPERS = (
    *plans_word.PAPERS,
    *plans_sheets.PAPERS,
    *plans_pdf.PAPERS,
    *plans_mixed.PAPERS,
    *plans_drawn.PAPERS,
    *minutes.PAPERS,
    *second_set.PAPERS,
    *second_sheets.PAPERS,
    *second_minutes.PAPERS,
    *third_set.PAPERS,
    *fourth_set.PAPERS,
    *fourth_sheets.PAPERS,
    *fourth_minutes.PAPERS,
    *fifth_set.PAPERS,
    *sixth_set.PAPERS,
    *seventh_set.PAPERS,
)


def write_all(folder: Path) -> dict[Path, Truth]:
    """All papers, each with its truth in the contract's words."""
    folder.mkdir(parents=True, exist_ok=True)
    return dict(build(folder) for build in PAPERS)


if __name__ == "__main__":
    for path, truth in write_all(Path(sys.argv[1])).items():
        path.with_suffix(f"{path.suffix}.truth.json").write_text(
            json.dumps(truth, indent=1, ensure_ascii=False), "utf-8"
        )
