"""`python -m tests.examples` asks every operation of a server that ships, and writes the answers for codegen."""

import json
import tempfile
from pathlib import Path
from typing import Any

from codegen.examples import ANSWERS
from tests.examples import administration, organisations, people, ways_in
from tests.examples.stage import staged


def record(folder: Path) -> dict[str, dict[str, Any]]:
    """Who asked for each root field, with what, and what came back; in the order of the names."""
    with staged(folder) as stage:
        for part in (people, ways_in, organisations, administration):
            part.show(stage)
        return dict(sorted(stage.recorder.answers.items()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as kept:
        ANSWERS.write_text(json.dumps(record(Path(kept)), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
