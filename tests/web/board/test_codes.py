"""A lost code: one person looks the member up and prepares, another confirms and gets one card."""

import re

import pytest
from sqlalchemy import select, update

from pbvote.storage.tables import CodeRow, LogEntryRow, MemberRow, PreparedActRow, RollRow, SecurityEventRow
from tests.factories import ROUND, World
from tests.web.staff import StaffVisitor
from tests.web.visitor import OUR_PAGE, Page, Visitor

CODES = f"/board/rounds/{ROUND}/codes"


def look_up(world: World, role: str, sought: str, status: int = 200) -> StaffVisitor:
    visitor = StaffVisitor(world, role)
    visitor.get(CODES)
    visitor.press(CODES, status, search=sought)
    return visitor


def prepare(world: World, role: str, number: int) -> str:
    """The address of the act that waits for a second person."""
    visitor = look_up(world, role, f"Member {number}")
    page = visitor.press(f"{CODES}/new", member=world.members[number], paper="cards", size="ordinary")
    return page.path


def confirm(world: World, role: str, address: str) -> str:
    """The document that the second person gets; it is no page of the frame, so it is taken as it comes."""
    visitor = StaffVisitor(world, role)
    token = visitor.get(address).form(address)["csrf"][0]
    answer = visitor.client.post(address, data={"csrf": token}, headers=OUR_PAGE)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return str(answer.text)


def code_in(document: str) -> str:
    (found,) = re.findall(r"[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]", re.sub(r"<[^>]*>", "", document))
    return str(found)


def sign_in_with(world: World, code: str, status: int = 200) -> Page:
    visitor = Visitor(world)
    visitor.get("/sign-in")
    visitor.press("/sign-in", code=code)
    return visitor.press("/sign-in/birthday", status, **{"born-day": "14", "born-month": "2"})


def test_a_helper_prepares_a_clerk_confirms_and_one_card_comes_out(staffed: World) -> None:
    document = confirm(staffed, "clerk-1", prepare(staffed, "helper-1", 4))
    assert "1 card with a voting code" in document
    assert "Member 4" in document
    assert staffed.codes is not None
    assert code_in(document) != staffed.codes[staffed.members[4]]
    assert sign_in_with(staffed, code_in(document)).heading == "Your pots"


def test_one_new_code_is_not_called_letters_for_everybody(staffed: World) -> None:
    """Whoever confirms must not believe that all codes are printed anew, on the list of tasks or on the page."""
    address = prepare(staffed, "helper-1", 4)
    clerk = StaffVisitor(staffed, "clerk-1")
    assert "A new code for one person" in clerk.get("/board").words
    assert clerk.get(address).heading == "A new code for one person"


def test_the_old_code_dies_and_the_ballot_stays(staffed: World) -> None:
    assert staffed.codes is not None
    voter = Visitor(staffed)
    voter.sign_in(4)
    voter.cast("bike", "quiet")
    new = code_in(confirm(staffed, "officer-1", prepare(staffed, "clerk-1", 4)))
    assert voter.get("/vote", 403).heading == "You have been signed out"
    assert "There is a problem" in sign_in_with(staffed, staffed.codes[staffed.members[4]], 422).words
    assert "You have voted" in sign_in_with(staffed, new).words


def test_the_log_says_one_code_and_both_roles_but_not_whose(staffed: World) -> None:
    confirm(staffed, "clerk-1", prepare(staffed, "helper-1", 4))
    with staffed.office.database.read() as db:
        lines = [row.line.decode() for row in db.scalars(select(LogEntryRow).order_by(LogEntryRow.index))]
        private = " ".join(f"{row.kind} {row.detail}" for row in db.scalars(select(SecurityEventRow)))
    (last,) = [line for line in lines if "codes.printed" in line and '"number":1,' in line]
    assert '"roles":["helper-1","clerk-1"]' in last
    assert staffed.members[4] not in " ".join(lines) + private


@pytest.mark.parametrize("role", ["helper-1", "clerk-1", "officer-1"])
def test_a35_nobody_confirms_the_code_that_they_prepared(staffed: World, role: str) -> None:
    address = prepare(staffed, role, 4)
    visitor = StaffVisitor(staffed, role)
    token = visitor.get(address).form(f"{address}/drop")["csrf"][0]
    answer = visitor.client.post(address, data={"csrf": token}, headers=OUR_PAGE)
    assert answer.status_code == 409
    assert "pl-code" not in answer.text
    with staffed.office.database.read() as db:
        states = set(db.scalars(select(CodeRow.state).where(CodeRow.member_key == staffed.members[4])))
    assert states == {"live"}


def test_a_printing_is_given_out_once(staffed: World) -> None:
    address = prepare(staffed, "helper-1", 4)
    confirm(staffed, "clerk-1", address)
    visitor = StaffVisitor(staffed, "officer-1")
    token = visitor.get(address).form("/board/sign-out")["csrf"][0]
    answer = visitor.client.post(address, data={"csrf": token}, headers=OUR_PAGE)
    assert answer.status_code == 409
    assert "pl-code" not in answer.text


@pytest.mark.parametrize("role", ["helper-1", "clerk-1"])
def test_a_helper_or_clerk_alone_never_reaches_the_whole_roll(staffed: World, role: str) -> None:
    """A crafted request: no member, which means everybody."""
    visitor = look_up(staffed, role, "Member 4")
    token = visitor.page.form(CODES)["csrf"][0]
    prepare_all = f"/board/rounds/{ROUND}/acts/print-codes"
    answer = visitor.client.post(prepare_all, data={"csrf": token, "paper": "letters"}, headers=OUR_PAGE)
    assert answer.status_code == 403
    nobody = visitor.press(f"{CODES}/new", 422, member="", paper="cards", size="ordinary")
    assert "Choose the person who lost the code." in nobody.words
    with staffed.office.database.read() as db:
        assert db.query(PreparedActRow).filter_by(confirmed_by=None).count() == 0


def test_a_key_of_nobody_prints_nothing(staffed: World) -> None:
    visitor = look_up(staffed, "helper-1", "Member 4")
    address = visitor.press(f"{CODES}/new", member="0" * 32, paper="cards", size="ordinary").path
    clerk = StaffVisitor(staffed, "clerk-1")
    token = clerk.get(address).form(address)["csrf"][0]
    assert clerk.client.post(address, data={"csrf": token}, headers=OUR_PAGE).status_code == 409


@pytest.mark.parametrize("sought", ["member 4", "MEMBER  4", "4 member", "zoe", "Zoë ô’n", "mb4", "MB4 2qx"])
def test_a_member_is_found_as_people_type(staffed: World, sought: str) -> None:
    with staffed.office.database.write() as uow:
        mine = update(MemberRow).where(MemberRow.key == staffed.members[4])
        uow.db.execute(mine.values(name="Zoë O’Neill Member 4", postcode="MB4 2QX"))
        uow.commit()
    assert "Zoë O’Neill Member 4" in look_up(staffed, "helper-1", sought).page.words


@pytest.mark.parametrize("sought", ["", "me", "  a  b ", "%%%", "___", "\x00\x00\x00"])
def test_the_list_of_members_cannot_be_leafed_through(staffed: World, sought: str) -> None:
    page = look_up(staffed, "helper-1", sought, 422).page
    assert "Type at least three letters" in page.words
    assert "Member 1" not in page.words


def test_at_most_ten_are_shown(staffed: World) -> None:
    page = look_up(staffed, "helper-1", "member").page
    assert page.text.count('name="member"') == 10
    assert "type more of the name" in page.words


def test_who_left_the_roll_and_who_is_unknown_are_not_found(staffed: World) -> None:
    with staffed.office.database.write() as uow:
        uow.db.execute(update(RollRow).where(RollRow.member_key == staffed.members[79]).values(removed=True))
        uow.commit()
    assert "Nobody was found" in look_up(staffed, "helper-1", "Member 79").page.words
    assert "Nobody was found" in look_up(staffed, "helper-1", "Whoever").page.words


def test_a_search_leaves_a_trace_without_the_name(staffed: World) -> None:
    look_up(staffed, "helper-1", "Member 4")
    with staffed.office.database.read() as db:
        (line,) = db.scalars(select(SecurityEventRow).where(SecurityEventRow.kind == "roll.searched"))
        assert (line.role, "Member" in line.detail) == ("helper-1", False)


def test_after_the_close_no_code_is_made(staffed: World) -> None:
    staffed.close()
    assert "That did not work" in StaffVisitor(staffed, "helper-1").get(CODES, 409).heading


def test_strangers_are_sent_to_sign_in(staffed: World) -> None:
    assert Visitor(staffed).get(CODES).path == "/board/sign-in"
    assert StaffVisitor(staffed, "helper-1").get(f"{CODES}/new").path == CODES


def test_the_prepare_page_says_that_a_broken_page_means_printing_again(staffed: World) -> None:
    page = StaffVisitor(staffed, "officer-1").get(f"/board/rounds/{ROUND}/acts/print-codes")
    assert "the letters must be made again" in page.words
    assert "All codes that were printed before stop working." in page.words
