"""The document of a printing: strict HTML, sheet by sheet, and nothing in it that does not belong there."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import html5lib  # type: ignore[import-untyped] # it has no types of its own
import pytest
import segno
from sqlalchemy import update
from starlette.requests import Request

from pbvote.domain.phase import Phase
from pbvote.services.letters import Letter
from pbvote.services.print_codes import Printing
from pbvote.storage.tables import MemberRow
from pbvote.web.app import create_app
from pbvote.web.board.letters import letters_response, qr_code, sheets
from tests.factories import OPENS, ROUND, World, sealed_world
from tests.idea_world import idea_world
from tests.web.page_rules import check_forms, check_heading, check_ids, check_nothing_inline
from tests.web.settings import SETTINGS


@pytest.fixture
def sealed(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    world = sealed_world(tmp_path / "data", sqlite_url, 20)
    with world.office.database.write() as uow:
        large = update(MemberRow).where(MemberRow.key.in_(world.members[:3]))
        uow.db.execute(large.values(large_print=True, name="<b>Zoë & Co</b>", address="1 Ash Road, Marlbrook"))
        uow.commit()
    yield world
    world.office.database.close()


def pieces_of(world: World, printing: Printing) -> list[str]:
    app = create_app(SETTINGS, world.office)
    request = Request({"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b"", "app": app})
    answer = letters_response(request, ROUND, printing)

    async def collect(body: AsyncIterator[str]) -> list[str]:
        return [piece async for piece in body]

    assert answer.headers["cache-control"] == "no-store"
    return asyncio.run(collect(answer.body_iterator))  # type: ignore[arg-type] # ours are texts


def printing_of(world: World, paper: str = "letters", *, large: bool = False) -> Printing:
    assert world.codes
    return Printing(tuple(world.codes.items()), paper, large)


def letter(name: str, *, large: bool = False) -> Letter:
    return Letter(name, (), "7H3K QW9M 2XRD T", (), large)


@pytest.mark.parametrize("paper", ["letters", "cards"])
@pytest.mark.parametrize("large", [False, True])
def test_the_document_is_a_page_like_any_other(sealed: World, paper: str, *, large: bool) -> None:
    document = html5lib.HTMLParser(strict=True).parse(
        "".join(pieces_of(sealed, printing_of(sealed, paper, large=large)))
    )
    check_heading(document)
    check_ids(document)
    check_forms(document)
    check_nothing_inline(document)
    words = " ".join("".join(document.itertext()).split())
    assert f"20 {paper} with voting codes" in words
    assert words.endswith("This is the end: all 20 codes are here.")
    assert len(list(document.iter("{http://www.w3.org/2000/svg}svg"))) == 20


@pytest.mark.parametrize("paper", ["letters", "cards"])
def test_every_code_stands_in_it_once_beside_the_square(sealed: World, paper: str) -> None:
    text = re.sub(r"<[^>]*>", "", "".join(pieces_of(sealed, printing_of(sealed, paper))))
    assert sealed.codes
    assert [code for code in sealed.codes.values() if text.count(code) != 1] == []


@pytest.mark.parametrize("paper", ["letters", "cards"])
def test_a60_the_document_names_no_member_key_and_no_ranking(sealed: World, paper: str) -> None:
    sealed.at(OPENS)
    sealed.cast(0, "bike", "quiet")
    text = "".join(pieces_of(sealed, printing_of(sealed, paper)))
    assert [key for key in sealed.members if key in text] == []
    assert [title for title in ("Bike repair shed", "Quiet room", "bike", "quiet") if title in text] == []


def test_names_of_people_are_text(sealed: World) -> None:
    text = "".join(pieces_of(sealed, printing_of(sealed)))
    assert "&lt;b&gt;Zoë &amp; Co&lt;/b&gt;" in text
    assert "<b>Zoë" not in text


def test_it_is_sent_in_small_pieces(sealed: World) -> None:
    pieces = pieces_of(sealed, printing_of(sealed))
    assert len(pieces) > 5
    assert max(len(piece) for piece in pieces) < 20_000


def test_the_square_holds_the_address_with_the_code_behind_the_hash_sign() -> None:
    expected = segno.make_qr("https://vote.example/sign-in#c=7H3KQW9M2XRDT", error="m")
    svg = expected.svg_inline(omitsize=True, svgclass=None, lineclass=None)
    assert str(qr_code("https://vote.example/sign-in", "7H3K QW9M 2XRD T")) == svg


def test_eight_cards_are_a_sheet_and_large_ones_stand_two_by_two() -> None:
    given = [letter(str(number), large=number in {2, 5, 7}) for number in range(20)]
    kinds = [(sheet.kind, [each.name for each in sheet.letters]) for sheet in sheets(given, "cards")]
    assert kinds == [
        ("large-cards", ["2", "5"]),
        ("cards", ["0", "1", "3", "4", "6", "8", "9", "10"]),
        ("cards", ["11", "12", "13", "14", "15", "16", "17", "18"]),
        ("cards", ["19"]),
        ("large-cards", ["7"]),
    ]


def test_letters_are_a_sheet_each_and_the_first_goes_out_before_the_last_is_known() -> None:
    endless = sheets((letter(str(number), large=number == 1) for number in count()), "letters")
    assert [next(endless).kind for _ in range(3)] == ["letter", "large-letter", "letter"]


def test_cards_never_wait_for_more_than_a_sheet() -> None:
    endless = sheets((letter(str(number)) for number in count()), "cards")
    assert len(next(endless).letters) == 8


def test_nothing_is_lost_when_there_is_nothing() -> None:
    assert list(sheets([], "cards")) == list(sheets([], "letters")) == []


@pytest.mark.parametrize("paper", ["letters", "cards"])
def test_before_the_vote_a_letter_says_what_its_code_is_for(tmp_path: Path, sqlite_url: str, paper: str) -> None:
    """The code lets members take part; it is not the one for the vote, and leads to another page."""
    world = idea_world(tmp_path / "data", sqlite_url, members=2, phase=Phase.QUESTIONS)
    done = world.agree("print codes", paper=paper)
    assert isinstance(done, Printing)
    text = "".join(pieces_of(world, done))
    world.office.database.close()
    assert "/members/sign-in" in text
    assert "Your code to take part" in text
    assert "Your voting code" not in text
    assert ("Nobody votes yet." in text) is (paper == "letters")
    assert ("It is not a code for the vote." in text) is (paper == "cards")
