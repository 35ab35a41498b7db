"""The news of a round as a feed, and its dates as a calendar."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from pbvote.storage.tables import PhasesRow
from tests.factories import ROUND, World
from tests.idea_world import idea_world
from tests.web.settings import HERE
from tests.web.visitor import Visitor

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def ideas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A round whose members write ideas; nothing here writes to it."""
    data = tmp_path_factory.mktemp("ideas")
    world = idea_world(data, f"sqlite:///{data / 'pbvote.db'}", members=2)
    yield world
    world.office.database.close()


def fetch(world: World, path: str, kind: str) -> bytes:
    answer = Visitor(world).client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    content: bytes = answer.content
    return content


def test_the_news_of_an_open_round_say_that_voting_opened(world: World) -> None:
    feed = fromstring(fetch(world, f"/rounds/{ROUND}/news.atom", "application/atom+xml"))  # noqa: S314 - our own feed
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in entries]
    assert "voting opened" in titles[0]
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith(f"{HERE}/rounds/{ROUND}/news.atom#") for each in ids)


def test_what_is_no_news_stays_in_the_log(world: World) -> None:
    """Codes, rolls and batches have the log's own feed."""
    text = fetch(world, f"/rounds/{ROUND}/news.atom", "application/atom+xml").decode().lower()
    assert "code" not in text
    assert "officer-" not in text


def test_the_calendar_has_each_phase_and_the_vote(ideas: World) -> None:
    text = fetch(ideas, f"/rounds/{ROUND}/dates.ics", "text/calendar").decode().replace("\r\n ", "")
    assert [line for line in text.split("\r\n") if line.startswith("UID")] == [
        f"UID:{ROUND}-{name}@testserver" for name in ("questions", "ideas", "review", "list", "vote")
    ]
    assert "SUMMARY:Ideas: Spring 2027" in text
    assert "DTSTART;TZID=Europe/London:20270301T090000" in text
    assert f"URL:{HERE}/rounds/{ROUND}" in text


def test_a_round_without_phases_has_the_vote_alone(world: World) -> None:
    assert fetch(world, f"/rounds/{ROUND}/dates.ics", "text/calendar").count(b"BEGIN:VEVENT") == 1


@pytest.mark.parametrize("path", ["/rounds/nowhere/news.atom", "/rounds/nowhere/dates.ics"])
def test_an_unknown_round_has_neither(world: World, path: str) -> None:
    Visitor(world).get(path, 404)


def test_a_draft_that_nobody_approved_has_neither(tmp_path: Path) -> None:
    world = idea_world(tmp_path, f"sqlite:///{tmp_path / 'pbvote.db'}", members=1)
    with world.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).approved = False
        uow.commit()
    for name in ("news.atom", "dates.ics"):
        Visitor(world).get(f"/rounds/{ROUND}/{name}", 404)
    world.office.database.close()


def test_the_page_of_the_round_leads_to_both(ideas: World) -> None:
    page = Visitor(ideas).get(f"/rounds/{ROUND}")
    assert {f"/rounds/{ROUND}/news.atom", f"/rounds/{ROUND}/dates.ics"} <= set(page.links())
