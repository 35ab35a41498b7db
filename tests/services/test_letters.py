"""Letters of one printing: whose they are, in which order, and what is never in them."""

from pathlib import Path

import pytest
from sqlalchemy import update

from pbvote.domain.code import parse_sign_in_code
from pbvote.services.letters import AT_ONCE, Letter, address_lines, letters
from pbvote.services.print_codes import Printing
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.storage.tables import MemberRow, RollRow
from tests.factories import ROUND, World, sealed_world


def write_home(world: World, number: int, address: str, postcode: str, *, large: bool = False) -> None:
    """Give member `number` an address."""
    with world.office.database.write() as uow:
        mine = update(MemberRow).where(MemberRow.key == world.members[number])
        uow.db.execute(mine.values(address=address, postcode=postcode, large_print=large))
        uow.commit()


def printed(world: World, **arguments: str) -> list[Letter]:
    printing = world.agree("print codes", **arguments)
    assert isinstance(printing, Printing)
    return list(letters(world.office, ROUND, printing))


def test_everybody_on_the_roll_gets_one_letter_whose_code_lets_them_in(sealed: World) -> None:
    found = {letter.name: letter for letter in printed(sealed)}
    assert sorted(found) == [f"Member {number}" for number in range(8)]
    code = found["Member 0"].code
    assert code == parse_sign_in_code(code)
    assert sign_in_voter(sealed.office, SignInVoter(code, 14, 2, "192.0.2.1")).token


def test_letters_come_in_the_order_of_the_post_so_that_a_home_lies_together(sealed: World) -> None:
    for number, (address, postcode) in enumerate([("2 Mill Lane", "MB2 1AA"), ("1 Ash Road", "MB1 1AA")] * 4):
        write_home(sealed, number, address, postcode)
    names = [letter.name for letter in printed(sealed)]
    assert names == [f"Member {number}" for number in (1, 3, 5, 7, 0, 2, 4, 6)]


def test_a_printing_for_one_member_is_one_letter(sealed: World) -> None:
    (letter,) = printed(sealed, member=sealed.members[3])
    assert letter.name == "Member 3"


def test_a_letter_names_the_pots_of_its_member_only(sealed: World) -> None:
    pots = {letter.name: letter.pots for letter in printed(sealed)}
    assert pots["Member 0"] == ("everybody", "youth")
    assert pots["Member 1"] == ("everybody",)


def test_who_asked_for_large_print_gets_it_in_every_printing(sealed: World) -> None:
    write_home(sealed, 5, "", "", large=True)
    assert [letter.name for letter in printed(sealed) if letter.is_large] == ["Member 5"]
    assert all(letter.is_large for letter in printed(sealed, size="large"))


def test_who_was_taken_off_the_roll_gets_no_letter_and_no_code(sealed: World) -> None:
    with sealed.office.database.write() as uow:
        uow.db.execute(update(RollRow).where(RollRow.member_key == sealed.members[2]).values(removed=True))
        uow.commit()
    assert "Member 2" not in {letter.name for letter in printed(sealed)}


def test_a60_no_letter_carries_a_member_key(sealed: World) -> None:
    text = repr(printed(sealed))
    assert [key for key in sealed.members if key in text] == []


def test_more_people_than_are_read_at_once_all_get_theirs(tmp_path: Path, sqlite_url: str) -> None:
    world = sealed_world(tmp_path / "data", sqlite_url, AT_ONCE + 3)
    found = printed(world)
    world.office.database.close()
    assert len({letter.code for letter in found}) == len({letter.name for letter in found}) == AT_ONCE + 3


@pytest.mark.parametrize(
    ("address", "postcode", "lines"),
    [
        ("", "", ()),
        ("1 Ash Road, Marlbrook", "MB1 1AA", ("1 Ash Road", "Marlbrook", "MB1 1AA")),
        ("Flat 2, Mill House\nMarlbrook", "MB1 1AA", ("Flat 2, Mill House", "Marlbrook", "MB1 1AA")),
        ("1 Ash Road, Marlbrook, mb1 1aa", "MB1 1AA", ("1 Ash Road", "Marlbrook", "MB1 1AA")),
        (" , 1 Ash Road,, ", " MB1 1AA ", ("1 Ash Road", "MB1 1AA")),
        ("a,b,c,d,e,f", "MB1 1AA", ("a", "b", "c", "d, e, f", "MB1 1AA")),
        ("a\r\nb\r\n", "", ("a", "b")),
    ],
)
def test_an_address_stands_as_on_an_envelope(address: str, postcode: str, lines: tuple[str, ...]) -> None:
    assert address_lines(address, postcode) == lines
