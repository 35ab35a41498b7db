"""Who may vote, on pages: a file is looked at, two officers agree, somebody leaves, and clerks cannot agree."""

import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from pbvote.services.import_roll import EXAMPLE_FILE
from pbvote.storage.tables import MemberRow, RollRow, SecurityEventRow
from tests.factories import CLOSES, ROUND, World
from tests.log_entries import entries
from tests.web.staff import StaffVisitor
from tests.web.visitor import Page

MEMBERS = f"/board/rounds/{ROUND}/members"
HEADER = "name,date_of_birth,postcode,address,ward\n"
ANN = "Ann Lee,2013-02-14,MB1 4QT,1 Mill Lane,Millgate\n"


def send(visitor: StaffVisitor, text: str, status: int = 200, header: str = HEADER) -> Page:
    visitor.get(f"{MEMBERS}/file")
    return visitor.upload(f"{MEMBERS}/file", {"reason": "moved-in"}, ("m.csv", (header + text).encode()), status)


def listed(world: World, text: str = ANN) -> str:
    """The address of today's list, made by the clerk from a file."""
    clerk = StaffVisitor(world, "clerk-1")
    page = send(clerk, text)
    return clerk.press(f"{page.path}/put").path


def agree(world: World, address: str) -> Page:
    """Officer 1 prepares today's list, officer 2 confirms it."""
    one = StaffVisitor(world, "officer-1")
    prepare = next(each for each in one.get(address).links() if "change-the-roll" in each)
    one.get(prepare)
    act = one.press(urlsplit(prepare).path).path
    two = StaffVisitor(world, "officer-2")
    two.get(act)
    return two.press(act)


def leave(visitor: StaffVisitor, number: int, reason: str = "moved-away", status: int = 200) -> Page:
    visitor.get(f"{MEMBERS}/leaving")
    visitor.press(f"{MEMBERS}/leaving", search=f"Member {number}")
    member = visitor.world.members[number]
    return visitor.press(f"{MEMBERS}/leaving/list", status, member=member, reason=reason)


def test_a_file_is_looked_at_agreed_on_and_then_the_member_may_vote(staffed: World) -> None:
    clerk = StaffVisitor(staffed, "clerk-1")
    page = send(clerk, ANN)
    assert page.heading == "What was read from the file"
    for words in ("One person comes onto the list of voters.", "Ann Lee", "aged 14-16, Millgate, MB1 4QT", "m.csv"):
        assert words in page.words
    assert "2013" not in page.text
    page = clerk.press(f"{page.path}/put")
    assert page.heading == "Today’s list"
    assert "change-the-roll" not in page.text  # a clerk prepares the list, officers agree to it
    done = agree(staffed, page.path)
    assert "Done. Both people agreed." in done.words
    assert "Ann Lee" in done.words
    with staffed.office.database.read() as db:
        key = db.scalars(select(MemberRow.key).where(MemberRow.name == "Ann Lee")).one()
        assert db.get_one(RollRow, (ROUND, key)).removed is False
    assert len(entries(staffed, "roll.changed")) == 1
    assert "82" not in StaffVisitor(staffed, "officer-1").get(MEMBERS).words
    assert "81 people are on the list of voters" in StaffVisitor(staffed, "officer-1").get(MEMBERS).words


def test_somebody_leaves_and_the_log_says_a_number(staffed: World) -> None:
    page = leave(StaffVisitor(staffed, "clerk-1"), 4)
    assert "One person leaves it." in page.words
    assert "Member 4" in agree(staffed, page.path).words
    assert entries(staffed, "roll.changed")[0]["reason"] == "moved-away"
    officer = StaffVisitor(staffed, "officer-1")
    officer.get(f"{MEMBERS}/leaving")
    found = officer.press(f"{MEMBERS}/leaving", search="Member 4").text
    assert staffed.members[40] in found
    assert staffed.members[4] not in found


def test_a35_one_officer_alone_does_not_change_the_roll(staffed: World) -> None:
    address = listed(staffed)
    one = StaffVisitor(staffed, "officer-1")
    prepare = next(each for each in one.get(address).links() if "change-the-roll" in each)
    one.get(prepare)
    act = one.press(urlsplit(prepare).path).path
    one.post(act, {"csrf": one.page.form(f"{act}/drop")["csrf"][0]}, 409)
    assert entries(staffed, "roll.changed") == []


@pytest.mark.parametrize("path", ["", "/file", "/leaving"])
def test_helpers_have_nothing_to_do_here(staffed: World, path: str) -> None:
    StaffVisitor(staffed, "helper-1").get(MEMBERS + path, 403)


def test_a_helper_with_a_crafted_request_is_refused(staffed: World) -> None:
    address = listed(staffed)
    helper = StaffVisitor(staffed, "helper-1")
    csrf = helper.get("/board").form("/board/sign-out")["csrf"][0]
    for path in (f"{address}/drop", f"{address}/put", f"{address}/line", f"{MEMBERS}/leaving/list"):
        helper.post(path, {"csrf": csrf, "line": "2"}, 403)
    assert "Ann Lee" in StaffVisitor(staffed, "officer-1").get(address).words


def test_a46_what_must_be_mended_is_shown_by_line_and_column(staffed: World) -> None:
    page = send(StaffVisitor(staffed, "clerk-1"), "=HYPERLINK(1),2013-02-14,A,,\nBo,soon,A,,\n", 422)
    assert "There is a problem" in page.words
    for words in ("2 things to mend", "formula", "date_of_birth", "with the day before the month"):
        assert words in page.words
    assert "HYPERLINK" not in page.text
    with staffed.office.database.read() as db:
        assert db.scalars(select(MemberRow).where(MemberRow.name == "Bo")).first() is None


@pytest.mark.parametrize(("content", "words"), [(b"", "Choose a file"), (b"PK\x03\x04\0", "not a text file")])
def test_a_file_that_is_none(staffed: World, content: bytes, words: str) -> None:
    clerk = StaffVisitor(staffed, "clerk-1")
    clerk.get(f"{MEMBERS}/file")
    assert words in clerk.upload(f"{MEMBERS}/file", {}, ("x.csv", content), 422).words


def test_names_are_text_and_never_markup(staffed: World) -> None:
    """A39: what people typed into a file stands on the page as it is."""
    page = send(StaffVisitor(staffed, "clerk-1"), '"<b>Ann</b>",2013-02-14,A,,"<script>"\n')
    assert "<b>Ann</b>" in page.words
    assert "<script>" not in page.text.replace("&lt;script&gt;", "")


def test_findings_are_said_in_words(staffed: World) -> None:
    text = f"{ANN}{ANN}Ann Lee,2013-02-14,XX1,,\nАnn Fay,2013-02-14,A,,\nOld Tot,2024-01-01,A,,\n"  # noqa: RUF001 - a Cyrillic letter: that is the case
    page = send(StaffVisitor(staffed, "clerk-1"), text)
    for words in (
        "Perhaps the same person twice (1)",
        "Line 4: Ann Lee, the same as line 2",
        "Stood in the file twice (1)",
        "letters of two alphabets (1)",
        "People who may vote in no pot (1)",
        "People without an address or a postcode",
    ):
        assert words in page.words


def test_members_come_and_get_letters_on_the_board_while_a_round_asks_for_ideas(talking: World) -> None:
    assert agree(talking, listed(talking)).words.count("Done. Both people agreed.") == 1
    officer = StaffVisitor(talking, "officer-1")
    letters = f"/board/rounds/{ROUND}/acts/print-codes"
    assert any(letters in each for each in officer.get(MEMBERS).links())
    officer.get(letters)
    assert "Waits for a second person" in officer.press(letters).words
    for act in ("draw", "seal-the-roll"):
        officer.get(f"/board/rounds/{ROUND}/acts/{act}", 409)


def test_a_line_is_left_out_and_a_list_given_up(staffed: World) -> None:
    address = listed(staffed, ANN + "Bo Fay,2013-02-14,A,,\n")
    clerk = StaffVisitor(staffed, "clerk-1")
    clerk.get(address)
    page = clerk.press(f"{address}/line", line="2")
    assert "Ann Lee" not in page.words
    assert "Bo Fay" in page.words
    page = clerk.press(f"{address}/drop")
    assert page.path == MEMBERS
    clerk.get(address, 404)


def test_the_last_line_that_is_left_out_takes_the_list_along(staffed: World) -> None:
    address = listed(staffed)
    clerk = StaffVisitor(staffed, "clerk-1")
    clerk.get(address)
    assert clerk.press(f"{address}/line", line="2").path == MEMBERS


@pytest.mark.parametrize("line", ["", "x", "-1", "9" * 30])
def test_a_line_that_is_none(staffed: World, line: str) -> None:
    address = listed(staffed)
    clerk = StaffVisitor(staffed, "clerk-1")
    clerk.get(address)
    clerk.press(f"{address}/line", 404, line=line)


def test_a_long_list_has_pages(staffed: World) -> None:
    text = "".join(f"Person {number} of Mill Lane,2013-02-14,A,,\n" for number in range(230))
    page = send(StaffVisitor(staffed, "clerk-1"), text)
    assert "page 1 of 3" in page.words
    clerk = StaffVisitor(staffed, "clerk-1")
    assert "Person 229" in clerk.get(f"{page.path}?page=3").words
    assert "page 3 of 3" in clerk.get(f"{page.path}?page=99").words
    assert "page 1 of 3" in clerk.get(f"{page.path}?page=x").words


def test_what_is_missing_is_asked_for(staffed: World) -> None:
    clerk = StaffVisitor(staffed, "clerk-1")
    clerk.get(f"{MEMBERS}/leaving")
    assert "at least three letters" in clerk.press(f"{MEMBERS}/leaving", 422, search="M").words
    clerk.press(f"{MEMBERS}/leaving", search="Member 4")
    csrf = clerk.page.form(f"{MEMBERS}/leaving/list")["csrf"][0]
    page = clerk.post(f"{MEMBERS}/leaving/list", {"csrf": csrf, "search": "Member 4"}, 422)
    assert "Choose the person" in page.words
    assert "Choose a reason" in page.words
    page = clerk.press(f"{MEMBERS}/leaving/list", 422, member="nobody", reason="died")
    assert "does not stand on the roll" in page.words


def test_the_security_log_names_roles_and_lists_and_no_member(staffed: World) -> None:
    address = listed(staffed)
    leave(StaffVisitor(staffed, "officer-1"), 4)
    with staffed.office.database.read() as db:
        lines = [(row.kind, row.role, row.detail) for row in db.scalars(select(SecurityEventRow))]
    kinds = {kind for kind, _, _ in lines}
    assert {"roll.read", "roll.listed", "roll.removal-listed", "roll.searched"} <= kinds
    said = " ".join(detail for _, _, detail in lines)
    assert "Ann" not in said
    assert staffed.members[4] not in said
    assert re.fullmatch(r".*/lists/\d+", address)


def test_a_draft_says_what_comes_first_and_a_closed_round_that_it_is_too_late(staffed: World) -> None:
    staffed.move(CLOSES)
    staffed.close()
    officer = StaffVisitor(staffed, "officer-1")
    assert "can no longer be changed" in officer.get(MEMBERS).words
    assert "cannot be changed now" in officer.get(f"{MEMBERS}/file").words
    assert "cannot be changed now" in officer.get(f"{MEMBERS}/leaving").words
    with staffed.office.database.write() as uow:
        from pbvote.storage.queries.rounds import round_row  # noqa: PLC0415 - only here a state is set by hand

        round_row(uow.db, ROUND).state = "draft"
        uow.commit()
    assert "Fix the rules first" in officer.get(MEMBERS).words


def test_the_example_file_is_a_download(staffed: World) -> None:
    page = StaffVisitor(staffed, "clerk-1").get("/board/examples/members.csv")
    assert page.text.encode() == EXAMPLE_FILE
    assert "attachment" in page.headers["content-disposition"]


@pytest.mark.parametrize("path", ["lists/1/put", "lists/1/drop", "lists/1/line", "leaving/list"])
def test_a_reload_of_a_form_leads_to_its_page(staffed: World, path: str) -> None:
    leave(StaffVisitor(staffed, "officer-1"), 4)
    StaffVisitor(staffed, "officer-1").get(f"{MEMBERS}/{path}")


@pytest.mark.parametrize("path", ["lists/999", "lists/99999999999999999999", "lists/x"])
def test_no_such_list(staffed: World, path: str) -> None:
    StaffVisitor(staffed, "officer-1").get(f"{MEMBERS}/{path}", 404)
