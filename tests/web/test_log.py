"""The public log in plain words and as stored."""

import json

from pbvote.storage.log_store import LogStore
from tests.factories import World
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
