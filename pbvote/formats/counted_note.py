"""What PrefLib and BLT have no place for, as one line of JSON that other readers take for a comment.

It holds the head of the file (file_head) and the number of blank ballots. A file without such a line comes from
elsewhere: it is read as an election, in which every project costs the same.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from pbvote.formats.ballot_file import BallotFile, FileProject, PotLimits, VoteType
from pbvote.formats.file_head import ALLOWED, MOST, NEEDED, Head, Json, head_document, parse_head
from pbvote.formats.json_tree import parse_json
from pbvote.formats.repairs import Repairs

UNIT = 100
"""What a project costs where nobody told: one, in minor units."""


def head_line(file: BallotFile, blank: int = 0) -> str:
    """The head without voter groups, for which such formats have no place."""
    kept = replace(file.limits, groups=(), min_group=PotLimits().min_group, max_ratio=PotLimits().max_ratio)
    head: dict[str, Json] = {**head_document(replace(file, limits=kept))}
    if blank:
        head["blank"] = blank
    return json.dumps(head, ensure_ascii=False)


def parse_head_line(text: str, repairs: Repairs) -> tuple[Head, int]:
    """The head and the number of blank ballots. Raises BallotFileError with the path inside the note."""
    fields = parse_json(text, repairs).fields(NEEDED, (*ALLOWED, "blank"))
    return parse_head(fields), fields["blank"].whole(0, MOST) if "blank" in fields else 0


def election(names: Sequence[str], seats: int, title: str, repairs: Repairs) -> Head:
    """The head of a file that tells no costs."""
    what = f"the file tells no costs, so each project costs 1 and the budget is {seats}; NAME.projects.csv and "
    repairs.note(f"{what}NAME.meta.csv beside it can tell others", 1)
    return Head(
        vote_type=VoteType.ORDINAL,
        budget=max(seats, 1) * UNIT,
        projects=tuple(FileProject(str(number), UNIT, name) for number, name in enumerate(names, 1)),
        max_length=0,
        limits=PotLimits(),
        meta={"description": title} if title else {},
    )


def one_line(text: str) -> str:
    """A name or title on one line."""
    return " ".join(text.split())
