"""The members' desk: who may open a page, forms that come too late, uploads, and how members are shown."""

from itertools import product

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pbvote.domain.shown_as import Standing
from pbvote.services.member_seat import MemberSeat
from pbvote.storage.tables import MemberSessionRow
from pbvote.web.forms import Form
from pbvote.web.member_desk import for_member, takes_member_form, takes_member_upload
from pbvote.web.shown import shown_words
from pbvote.web.uploads import Upload
from tests.factories import World
from tests.web.member import MemberVisitor
from tests.web.test_csrf import FORGERIES
from tests.web.visitor import OUR_PAGE

LIMIT = 200_000
NOVEL = "It was a dark and stormy night. " * 40


def show(_request: Request, seat: MemberSeat) -> Response:
    return PlainTextResponse(seat.member_key)


def take(_request: Request, _seat: MemberSeat, form: Form) -> Response:
    return PlainTextResponse(f"took {len(form.get('text'))}")


def take_file(_request: Request, _seat: MemberSeat, form: Form, upload: Upload) -> Response:
    return PlainTextResponse(f"{form.get('alt')}: {len(upload.content)} too large: {upload.too_large}")


@pytest.fixture
def member(world: World) -> MemberVisitor:
    """Member 1, signed in at a site with three addresses of this test's own."""
    visitor = MemberVisitor(world, 1)
    app = visitor.client.app
    assert isinstance(app, Starlette)
    app.router.routes += [
        Route("/try/page", for_member(show)),
        Route("/try/form", takes_member_form(take), methods=["POST"]),
        Route("/try/file", takes_member_upload(limit=LIMIT)(take_file), methods=["POST"]),
    ]
    return visitor


def end_session(world: World) -> None:
    with world.office.database.write() as uow:
        for row in uow.db.query(MemberSessionRow):
            row.ends_at = row.seen_at
        uow.commit()


def send(member: MemberVisitor, **fields: str) -> object:
    return member.client.post("/try/form", data={"csrf": member.token, **fields}, headers=OUR_PAGE)


def test_a_handler_gets_who_is_signed_in(member: MemberVisitor) -> None:
    assert member.get("/try/page").text == member.world.members[1]


def test_who_is_not_signed_in_goes_to_the_sign_in_and_comes_back(member: MemberVisitor) -> None:
    member.client.cookies.clear()
    page = member.get("/try/page?a=1")
    assert page.heading == "Sign in to take part"
    day = {"born-day": "3", "born-month": "6"}
    assert member.press("/members/sign-in", code=member.code, **day).path == "/try/page"


def test_no_forged_form_is_taken(member: MemberVisitor) -> None:
    """A38 at the members' desk, form and upload, even with the right token."""
    for path, forgery in product(("/try/form", "/try/file"), FORGERIES):
        answer = member.client.post(path, data={"csrf": member.token, "text": "x"}, headers=FORGERIES[forgery])
        assert answer.status_code == 403, forgery
        assert "took" not in answer.text


def test_a_form_with_a_wrong_token_is_not_taken_and_not_lost(member: MemberVisitor) -> None:
    for token in ("", "0" * 64, "é"):
        page = member.post("/try/form", {"csrf": token, "text": NOVEL}, 403)
        assert page.heading == "Send it again"
        assert NOVEL.strip() in page.words
        assert member.press("/try/form").text == f"took {len(NOVEL.strip())}"


def test_a_form_that_comes_after_the_session_ended_is_sent_after_the_sign_in(member: MemberVisitor) -> None:
    end_session(member.world)
    page = member.post("/try/form", {"csrf": member.token, "text": NOVEL}, 403)
    assert page.heading == "You have been signed out"
    assert NOVEL.strip() in page.words
    page = member.press("/members/sign-in", 409, code=member.code, **{"born-day": "9", "born-month": "9"})
    assert NOVEL.strip() in page.words
    page = member.press("/members/sign-in", code=member.code, **{"born-day": "3", "born-month": "6"})
    assert page.heading == "Send it again"
    assert member.press("/try/form").text == f"took {len(NOVEL.strip())}"


def test_who_signs_in_in_another_tab_sends_the_form_from_the_first(member: MemberVisitor) -> None:
    end_session(member.world)
    first = member.post("/try/form", {"csrf": member.token, "text": NOVEL}, 403)
    member.sign_in_to_take_part()
    again = member.post("/try/form", {name: values[0] for name, values in first.form("/try/form").items()}, 403)
    assert again.heading == "Send it again"
    assert member.press("/try/form").text.startswith("took")


def test_a_form_cannot_carry_another_to_a_foreign_place(member: MemberVisitor) -> None:
    member.client.cookies.clear()
    member.get("/members/sign-in")
    kept = {"kept-address": "https://evil.example/", "kept.text": "x"}
    day = {"born-day": "3", "born-month": "6"}
    page = member.press("/members/sign-in", code=member.code, **day, **kept)
    assert page.path == "/my"


def test_a_pasted_novel_arrives(member: MemberVisitor) -> None:
    assert send(member, text="a" * 200_000).text == "took 200000"  # type: ignore[attr-defined] # httpx2 has no types here


def test_a_body_over_the_limit_is_refused(member: MemberVisitor) -> None:
    assert send(member, text="a" * 300_000).status_code == 413  # type: ignore[attr-defined] # as above


def upload(member: MemberVisitor, size: int) -> object:
    """Send a form with a file of so many bytes."""
    fields = {"csrf": member.token, "alt": "A red bike"}
    return member.client.post("/try/file", data=fields, files={"file": ("a.png", b"p" * size)}, headers=OUR_PAGE)


def test_a_file_arrives(member: MemberVisitor) -> None:
    answer = upload(member, LIMIT)
    assert answer.text == f"A red bike: {LIMIT} too large: False"  # type: ignore[attr-defined] # as above


def test_of_a_file_that_is_too_large_the_words_beside_it_are_kept(member: MemberVisitor) -> None:
    answer = upload(member, LIMIT + 1)
    assert answer.text == "A red bike: 0 too large: True"  # type: ignore[attr-defined] # as above


def test_the_words_beside_a_picture_outlive_the_session(member: MemberVisitor) -> None:
    end_session(member.world)
    answer = upload(member, 1000)
    assert answer.status_code == 403  # type: ignore[attr-defined] # as above
    assert 'value="A red bike"' in answer.text  # type: ignore[attr-defined] # as above


def test_an_upload_form_in_another_shape_has_no_file(member: MemberVisitor) -> None:
    answer = member.client.post("/try/file", data={"csrf": member.token, "alt": "A red bike"}, headers=OUR_PAGE)
    assert answer.text == "A red bike: 0 too large: False"
    assert member.client.post("/try/file", data={"alt": "A red bike"}, headers=OUR_PAGE).status_code == 403


def test_a_stranger_cannot_send_a_large_body(member: MemberVisitor) -> None:
    member.client.cookies.clear()
    member.client.cookies.set("__Host-pbvote-member", "made-up")
    assert upload(member, 300_000).status_code == 413  # type: ignore[attr-defined] # as above


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(young=True, band="14-16", name="Ann Lee"), "A young member, 14 to 16"),
        (Standing(young=True, band="17-19", name="Ann Lee"), "A young member"),
        (Standing(young=True, band="14-16", chosen="name", name="Ann Lee"), "A young member, 14 to 16"),
        (Standing(young=True, band="14-16", chosen="nickname:Otter", name="Ann Lee"), "Otter"),
        (Standing(young=True, band="14-16", chosen="nickname:Ann Lee"), "A young member, 14 to 16"),
        (Standing(young=False, band="45-64", name="Ann Lee"), "A member"),
        (Standing(young=False, band="45-64", chosen="name", name="Ann Lee"), "Ann Lee"),
        (None, "A member who has left"),
    ],
)
def test_a_member_is_shown_as_they_chose_and_the_young_never_by_name(standing: Standing | None, words: str) -> None:
    assert shown_words(standing) == words
