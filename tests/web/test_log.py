"""The public log in plain words and as stored."""

import json

import pytest

from pbvote.storage.log_store import LogStore
from pbvote.storage.queries.trust import staff_member
from tests.factories import OPENS, World
from tests.web.visitor import Visitor


def test_it_works(visitor: Visitor) -> None:
    page = visitor.get("/log")
    assert page.heading == "The public log"
    assert "It is a rehearsal" in page.words
    assert "Prepared by Mei Tran (officer 1), confirmed by Rhys Bellamy (officer 2)." in page.words
    assert "Not signed by an auditor yet" in page.words


def test_every_kind_of_entry_has_words_of_its_own(finished: World) -> None:
    words = Visitor(finished).get("/log").words
    assert "Something of the kind" not in words
    for sentence in ("voting opened.", "check codes were added", "All the numbers agree.", "the result was published."):
        assert sentence in words


def test_the_raw_line_stands_beside_the_words(visitor: Visitor) -> None:
    assert '{"at":"' in visitor.get("/log").words


def test_the_file_is_the_log_byte_for_byte(finished: World) -> None:
    visitor = Visitor(finished)
    lines = visitor.client.get("/log.jsonl").text.splitlines()
    assert [json.loads(line)["kind"] for line in (lines[0], lines[-1])] == ["log.started", "result.published"]
    with finished.office.database.read() as db:
        assert [line.encode() for line in lines] == LogStore(db).lines(len(lines))


def test_the_signed_note_can_be_taken_away(visitor: Visitor) -> None:
    note = visitor.client.get("/log/checkpoint").text
    assert note.startswith("vote.marlbrook.example/log/1\n")


def test_older_lines_are_a_page_away(visitor: Visitor) -> None:
    assert "No 0," not in visitor.get("/log?before=0").words
    assert "No 1," in visitor.get("/log?before=2").words
    assert "No 2," not in visitor.page.words


def test_a_strange_page_number_shows_the_newest_lines(visitor: Visitor) -> None:
    for query in ("x", "-1", "²", "9" * 40, "1.5"):
        assert "No 0," in visitor.get(f"/log?before={query}").words


def test_the_line_that_a_link_names_is_on_its_page(finished: World) -> None:
    visitor = Visitor(finished)
    for index in (0, 5, 12):
        assert f'id="entry-{index}"' in visitor.get(f"/log?entry={index}").text


def test_both_ways_lead_on(world: World) -> None:
    visitor = Visitor(world)
    page = visitor.get("/log?before=3")
    (newer,) = [each for each in page.links() if each.startswith("/log?before=")]
    assert "No 3," in visitor.get(newer).words


def test_one_round_can_be_read_alone(world: World) -> None:
    visitor = Visitor(world)
    words = visitor.get("/log?round=spring-2027").words
    assert "These are the lines about “Spring 2027”." in words
    assert "The log was started" not in words
    assert "“Spring 2027” was set up" in words


@pytest.mark.parametrize("path", ["/log?round=nowhere", "/log?round=%00", "/log?round=%25", "/log.atom?round=nowhere"])
def test_a_round_that_is_not_there_has_no_page(visitor: Visitor, path: str) -> None:
    visitor.get(path, 404)


def test_an_empty_filter_shows_everything(visitor: Visitor) -> None:
    assert "The log was started" in visitor.get("/log?round=").words


def test_who_acted_keeps_the_name_after_the_role_has_ended(world: World) -> None:
    with world.office.database.write() as uow:
        staff_member(uow.db, "officer-1").ended_at = OPENS
        uow.commit()
    assert "Prepared by Mei Tran (officer 1)" in Visitor(world).get("/log").words
