"""The desk: who may open a page, forgeries, uploads, the second factor at an act."""

import re

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pbvote import paths
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.tables import StaffSessionRow
from pbvote.web.board.desk import for_staff, step_up, takes_staff_form, takes_staff_upload
from pbvote.web.forms import Form
from pbvote.web.routes import route_table
from pbvote.web.static import VersionedFiles
from pbvote.web.uploads import Upload
from tests.factories import World
from tests.web.staff import StaffVisitor
from tests.web.test_csrf import FORGERIES
from tests.web.visitor import OUR_PAGE

LIMIT = 200_000
BOARD = [
    route
    for route in route_table(VersionedFiles(paths.static()))
    if isinstance(route, Route) and route.path.startswith("/board")
]
READING = sorted(route.path for route in BOARD if "GET" in (route.methods or set()))
ACTING = sorted(route.path for route in BOARD if "POST" in (route.methods or set()))
OPEN = {"/board/sign-in", "/board/signed-out", "/board/join/{token}", "/board/join/{token}/app"}


def filled(path: str) -> str:
    path = re.sub(r"\{\w+:int\}", "1", path)
    for name, value in (("{round}", "spring-2027"), ("{pot}", "youth"), ("{act}", "freeze")):
        path = path.replace(name, value)
    return path


@pytest.fixture
def visitor(staffed: World) -> StaffVisitor:
    """Officer 1, signed in at a site with three addresses of this test's own."""
    found = StaffVisitor(staffed, "officer-1")
    app = found.client.app
    assert isinstance(app, Starlette)
    app.router.routes[0:0] = [
        Route("/board/t-officers", for_staff("officer")(lambda _request, seat: PlainTextResponse(seat.role))),
        Route("/board/t-helpers", for_staff("helper")(lambda _request, seat: PlainTextResponse(seat.role))),
        Route("/board/t-act", takes_staff_form("officer")(act), methods=["POST"]),
        Route("/board/t-file", takes_staff_upload("officer", limit=LIMIT)(file), methods=["POST"]),
        Route("/board/t-clerks-file", takes_staff_upload("clerk", limit=LIMIT)(file), methods=["POST"]),
    ]
    return found


def act(request: Request, seat: StaffSeat, form: Form) -> Response:
    step_up(request, seat, form)
    return PlainTextResponse(f"done: {form.get('what')}")


def file(_request: Request, seat: StaffSeat, form: Form, upload: Upload) -> Response:
    return PlainTextResponse(f"{seat.role} {form.get('what')} {upload.name} {len(upload.content)}")


def token(visitor: StaffVisitor) -> str:
    return visitor.get("/board/own").form("/board/own/codes")["csrf"][0]


def test_who_is_of_the_right_kind_gets_in(visitor: StaffVisitor) -> None:
    assert visitor.client.get("/board/t-officers").text == "officer-1"


def test_who_is_of_another_kind_is_told_so(visitor: StaffVisitor) -> None:
    page = visitor.get("/board/t-helpers", 403)
    assert "Your role does not do this." in page.words


@pytest.mark.parametrize("path", sorted(set(READING) - OPEN))
def test_no_page_of_the_board_opens_without_signing_in(staffed: World, path: str) -> None:
    visitor = StaffVisitor(staffed, "officer-1", signed_in=False)
    assert visitor.get(filled(path)).path == "/board/sign-in"


def test_a_voters_session_opens_no_page_of_the_board(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "officer-1", signed_in=False)
    visitor.sign_in(0)
    voter = visitor.client.cookies["__Host-pbvote"]
    visitor.client.cookies.set("__Host-pbvote-staff", voter, domain="testserver.local")
    assert visitor.get("/board").path == "/board/sign-in"


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a38_no_forged_request_is_taken_by_any_address_of_the_board(visitor: StaffVisitor, forgery: str) -> None:
    csrf = token(visitor)
    for path in ACTING:
        answer = visitor.client.post(filled(path), data={"csrf": csrf}, headers=FORGERIES[forgery])
        assert answer.status_code == 403, path
    assert visitor.get("/board/people").status == 200


@pytest.mark.parametrize("sent", ["", "0" * 64, "é"])
def test_a38_no_address_of_the_board_takes_a_form_without_its_token(visitor: StaffVisitor, sent: str) -> None:
    for path in ACTING:
        answer = visitor.client.post(filled(path), data={"csrf": sent}, headers=OUR_PAGE)
        assert answer.status_code in {403, 409}, path
    assert visitor.get("/board/people").status == 200


def test_a38_the_token_of_another_session_is_refused(visitor: StaffVisitor, staffed: World) -> None:
    other = StaffVisitor(staffed, "officer-1")
    answer = visitor.client.post("/board/t-act", data={"csrf": token(other)}, headers=OUR_PAGE)
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/board", "/board/people", "/board/own"])
def test_a40_no_page_of_the_board_stands_in_a_frame(visitor: StaffVisitor, path: str) -> None:
    assert "frame-ancestors 'none'" in visitor.get(path).headers["content-security-policy"]


def test_a_fresh_second_factor_is_not_asked_again(visitor: StaffVisitor) -> None:
    answer = visitor.client.post("/board/t-act", data={"csrf": token(visitor), "what": "x"}, headers=OUR_PAGE)
    assert answer.text == "done: x"


def test_a_stale_one_is_asked_and_nothing_that_was_typed_is_lost(visitor: StaffVisitor) -> None:
    csrf = token(visitor)
    visitor.grow_stale()
    page = visitor.post("/board/t-act", {"csrf": csrf, "what": "a <b> & c"})
    assert page.heading == "Show that it is you"
    answer = visitor.client.post(
        "/board/t-act",
        data={**page.form("/board/t-act"), "second_factor": visitor.digits()},
        headers=OUR_PAGE,
    )
    assert answer.text == "done: a <b> & c"


@pytest.mark.parametrize("typed", ["000000", "abcde-fghij", "1", "\uff11\uff12\uff13\uff14\uff15\uff16"])
def test_wrong_digits_at_an_act_do_nothing(visitor: StaffVisitor, typed: str) -> None:
    csrf = token(visitor)
    visitor.grow_stale()
    page = visitor.post("/board/t-act", {"csrf": csrf, "what": "x", "second_factor": typed}, 403)
    assert "These digits do not fit" in page.words


def test_ten_wrong_digits_stop_even_the_right_ones_for_a_while(visitor: StaffVisitor) -> None:
    """Only who holds the session can cause this: no stranger locks an officer out (A43)."""
    csrf = token(visitor)
    visitor.grow_stale()
    for _ in range(10):
        visitor.post("/board/t-act", {"csrf": csrf, "second_factor": "000000"}, 403)
    page = visitor.post("/board/t-act", {"csrf": csrf, "second_factor": visitor.digits()}, 429)
    assert "Wait 5 minutes" in page.words


def test_a_file_larger_than_any_form_arrives(visitor: StaffVisitor) -> None:
    fields = {"csrf": token(visitor), "what": "list"}
    sent = {"file": ("members.csv", b"x" * LIMIT)}
    answer = visitor.client.post("/board/t-file", data=fields, files=sent, headers=OUR_PAGE)
    assert answer.text == f"officer-1 list members.csv {LIMIT}"


def test_a_form_without_a_file_has_an_empty_one(visitor: StaffVisitor) -> None:
    fields = {"csrf": (None, token(visitor)), "what": (None, "list")}
    answer = visitor.client.post("/board/t-file", files=fields, headers=OUR_PAGE)
    assert answer.text == "officer-1 list  0"


@pytest.mark.parametrize("size", [LIMIT + 1, LIMIT * 3])
def test_a_file_over_the_limit_is_refused(visitor: StaffVisitor, size: int) -> None:
    sent = {"file": ("members.csv", b"x" * size)}
    answer = visitor.client.post("/board/t-file", data={"csrf": token(visitor)}, files=sent, headers=OUR_PAGE)
    assert answer.status_code == 413


@pytest.mark.parametrize("count", [2, 5])
def test_more_than_one_file_is_refused(visitor: StaffVisitor, count: int) -> None:
    sent = [("file", (f"{number}.csv", b"x")) for number in range(count)]
    answer = visitor.client.post("/board/t-file", data={"csrf": token(visitor)}, files=sent, headers=OUR_PAGE)
    assert answer.status_code == 409


def test_what_is_no_form_with_a_file_is_refused(visitor: StaffVisitor) -> None:
    for kind in ("text/plain", "application/json", "multipart/form-data", "multipart/form-data; boundary="):
        answer = visitor.client.post("/board/t-file", content=b"x=1", headers={**OUR_PAGE, "content-type": kind})
        assert answer.status_code in {403, 409}, kind


def test_only_who_may_upload_can_send_more_than_a_form(visitor: StaffVisitor) -> None:
    """Another kind is refused before the body is read; who is not signed in as well."""
    sent = {"file": ("members.csv", b"x" * LIMIT)}
    answer = visitor.client.post("/board/t-clerks-file", data={"csrf": token(visitor)}, files=sent, headers=OUR_PAGE)
    assert answer.status_code == 403
    visitor.client.cookies.clear()
    answer = visitor.client.post("/board/t-file", data={"csrf": "x"}, files=sent, headers=OUR_PAGE)
    assert answer.status_code == 403


def test_an_upload_needs_the_token_as_well(visitor: StaffVisitor) -> None:
    sent = {"file": ("members.csv", b"x")}
    answer = visitor.client.post("/board/t-file", data={"csrf": "0" * 64}, files=sent, headers=OUR_PAGE)
    assert answer.status_code == 403


def test_a_large_body_without_a_file_route_is_still_refused(visitor: StaffVisitor) -> None:
    answer = visitor.client.post("/board/t-act", data={"what": "x" * 100_000}, headers=OUR_PAGE)
    assert answer.status_code == 413


def test_a_session_ends_after_an_hour_without_a_page_and_after_twelve_in_any_case(visitor: StaffVisitor) -> None:
    """ASVS 5.0, 7.3.1 and 7.3.2."""
    office = visitor.world.office
    with office.database.write() as uow:
        row = uow.db.query(StaffSessionRow).one()
        row.seen_at = row.began_at.replace(year=2020)
        uow.commit()
    assert visitor.get("/board").path == "/board/sign-in"
    visitor.sign_in_as_staff()
    with office.database.write() as uow:
        for each in uow.db.query(StaffSessionRow):
            each.ends_at = each.began_at.replace(year=2020)
        uow.commit()
    assert visitor.get("/board").path == "/board/sign-in"
