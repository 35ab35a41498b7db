"""The table of ideas for officers."""

import csv
import io

from pbvote.domain.proposal import Stage
from pbvote.services.support_idea import support_idea
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.services.talk_world import SHED, add_idea
from tests.web.staff import StaffVisitor
from tests.web.talker import say

HERE = f"/board/rounds/{ROUND}/ideas.csv"


def test_the_table_holds_every_idea_that_was_sent(talking: World) -> None:
    add_idea(talking, 2, author=2, stage=Stage.HIDDEN, words=SHED.with_part(title="Hidden"))
    support_idea(talking.office, seat_of(talking, 3), ROUND, 1)
    say(talking, 3)
    page = StaffVisitor(talking, "clerk-1").get(HERE)
    assert page.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(page.text.removeprefix("\ufeff"))))
    assert [(row["title"], row["stage"], row["supporters"], row["comments"], row["cost"]) for row in rows] == [
        ("A shed to mend bikes", "open", "1", "1", "900.00"), ("Hidden", "hidden", "0", "0", "900.00"),
    ]  # fmt: skip
    for key in talking.members:
        assert key not in page.text


def test_no_cell_runs(talking: World) -> None:
    evil = '=HYPERLINK("http://evil.example")'
    add_idea(talking, 2, words=SHED.with_part(title=evil, what="@x", why="\t=1", place="+1", ward="-1"))
    page = StaffVisitor(talking, "officer-1").get(HERE)
    rows = list(csv.reader(io.StringIO(page.text.removeprefix("\ufeff"))))
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@", "\t"}]


def test_others_do_not_get_it(talking: World) -> None:
    StaffVisitor(talking, "helper-1").get(HERE, 403)
    StaffVisitor(talking, "officer-1").get("/board/rounds/nothing/ideas.csv", 404)
