"""A39: markup that people put into any text on an idea's way is text on every page, the staff's too."""

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
from starlette.routing import Route

from pbvote import paths
from pbvote.domain.proposal import CostItem
from pbvote.storage import tables
from pbvote.web.routes import route_table
from pbvote.web.static import VersionedFiles
from tests.factories import ROUND, World
from tests.ideas import WHOLE
from tests.outcome_world import listed_world
from tests.web.sitting import at_desk, seated

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> [a](javascript:alert(1))"
SIGNS = ("<script>alert", "<img src=x", 'href="javascript:', "href='javascript:")
WORDS = replace(
    WHOLE, title=EVIL, what=EVIL, why=EVIL, helps=EVIL, theme=EVIL, ward=EVIL, place=EVIL, help_needed=EVIL,
    items=(CostItem(EVIL, 1, 330_000),),
)  # fmt: skip
STORED: dict[type[tables.Table], tuple[str, ...]] = {
    tables.ProposalRow: ("title", "theme", "ward", "outcome_reason", "judged_reason"),
    tables.ReviewRow: ("change", "worth", "reason"),
    tables.AnswerRow: ("text", "judged_reason"),
    tables.DecisionRow: ("reason", "title", "summary", "theme", "ward"),
    tables.PanelSayRow: ("reason",),
    tables.MemberRow: ("name", "ward"),
    tables.StaffRow: ("name",),
}
SAFE = {"round": ROUND, "pot": "youth", "subject": "comment", "part": "title", "act": "freeze", "way": "ages"}


def poisoned(tmp_path: Path, url: str) -> World:
    """A round whose reviews are public, with markup in every text that somebody could type."""
    world = listed_world(tmp_path / "data", url)
    with world.office.database.write() as uow:
        now, db = world.office.clock.now(uow.db), uow.db
        _talk(db, now, world.members)
        for table, columns in STORED.items():
            db.execute(update(table).values(dict.fromkeys(columns, EVIL)))
        db.execute(update(tables.ProposalVersionRow).values(words=WORDS.to_json()))
        db.execute(update(tables.ReviewRow).values(state="published"))
        details = {"round": ROUND, "number": 1, "title": EVIL, "reason": EVIL, "until": "2027-02-01T10:00:00Z"}
        db.execute(update(tables.NoticeRow).values(details=json.dumps(details)))
        uow.commit()
    return world


def _talk(db: Session, now: datetime, members: tuple[str, ...]) -> None:
    idea = db.scalars(select(tables.ProposalRow.id).where(tables.ProposalRow.author_key == members[1])).one()
    mine = {"member_key": members[1], "made_at": now}
    comment = {"proposal_id": idea, "text": EVIL, "kind": "comment", **mine}
    hidden = {**comment, "state": "hidden", "judged_reason": EVIL}
    for table, rows in (
        (tables.CommentRow, [{**comment, "state": "shown", "judged_reason": ""}, hidden]),
        (
            tables.QuestionRow,
            [{"round_id": ROUND, "text": EVIL, "why": EVIL, "state": "chosen", "position": 1, **mine}],
        ),
        (tables.ReportRow, [{"subject": "comment", "subject_id": 1, "reason": EVIL, **mine}]),
        (tables.ObjectionRow, [{"subject": "comment", "subject_id": 2, "text": EVIL, "answer": EVIL, **mine}]),
        (tables.PriceRow, [{"name": EVIL, "unit": EVIL, "price": 1, "note": EVIL}]),
    ):
        db.execute(insert(table), rows)
    other = idea % 2 + 1
    merge = {
        "from_id": idea,
        "into_id": other,
        "reason": EVIL,
        "state": "asked",
        "asked_by": "officer-1",
        "asked_at": now,
    }
    db.execute(insert(tables.MergeRow), [merge])


def pages(prefix: str) -> list[str]:
    """Every address for reading that begins so, filled."""
    routes = [each for each in route_table(VersionedFiles(paths.static())) if isinstance(each, Route)]
    found = {each.path for each in routes if "GET" in (each.methods or ()) and each.path.startswith(prefix)}
    return [
        re.sub(r"\{(\w+)\}", lambda part: SAFE.get(part[1], "x"), path)
        for shape in sorted(found)
        for number in ("12" if ":int" in shape else "1")
        for path in [re.sub(r"\{\w+:int\}", number, shape).replace("{project:path}", "x")]
    ]


def test_a39_no_page_takes_a_text_for_markup(tmp_path: Path, sqlite_url: str) -> None:
    world = poisoned(tmp_path, sqlite_url)
    seen = 0
    walks = [
        (seated(world, 1), [*pages("/my"), *pages("/rounds"), "/", "/results", "/log"]),
        (seated(world, 2), pages("/my/panel")),
        (at_desk(world, "officer-1"), pages("/board")),
        (at_desk(world, "reviewer-1"), pages("/board/reviews")),
    ]
    for visitor, addresses in walks:
        for path in addresses:
            answer = visitor.client.get(path)
            assert answer.status_code < 500, path
            if answer.headers.get("content-type", "").startswith("text/html"):
                assert [sign for sign in SIGNS if sign in answer.text] == [], path
                seen += "&lt;script&gt;alert" in answer.text
    assert seen > 25
    world.office.database.close()
