"""What waits for a reviewer: the queue of their area, taking from it, giving back, and saying an interest."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.staff import CLERK, OFFICER, REVIEWER
from pbvote.services.assign_review import give_back_review, take_review
from pbvote.services.declare_interest import declare_interest
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.review_queue import Reviewer, review_queue, reviewer, rounds_in_review
from pbvote.storage.queries.review_sheet import ReviewSheet, review_sheet
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.board.person_words import area_words
from pbvote.web.forms import Form
from pbvote.web.page import redirect

LONGEST_NUMBER = 6
"""Figures of a page or a version."""


@for_staff(OFFICER, CLERK, REVIEWER)
def queue(request: Request, seat: StaffSeat) -> Response:
    """GET /board/reviews: a reviewer's own queue; officers and clerks choose the round that they look at."""
    if seat.kind != REVIEWER:
        with request.app.state.office.database.read() as db:
            rounds = rounds_in_review(db)
        return render_board(request, seat, "board/reviews/rounds.html", place="board_reviews", rounds=rounds)
    with request.app.state.office.database.read() as db:
        person = reviewer(db, seat.role, seat.name)
        queues = (
            [
                review_queue(db, person, each, number_in(request.query_params.get("page", "1")))
                for each in rounds_in_review(db)
            ]
            if person
            else []
        )
    return render_board(
        request, seat, "board/reviews/queue.html", place="board_reviews", queues=queues,
        area=area_words(person.area) if person else "", area_name=person.area if person else "",
        done=request.query_params.get("done", ""),
    )  # fmt: skip


@takes_staff_form(REVIEWER)
def take(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST /board/reviews/{id}/take."""
    take_review(request.app.state.office, seat, request.path_params["id"])
    return redirect(request, "board_review", id=str(request.path_params["id"]))


@for_staff(REVIEWER)
def ask_give_back(request: Request, seat: StaffSeat) -> Response:
    """GET /board/reviews/{id}/give-back: what is lost by it, before it is done."""
    sheet = open_sheet(request, seat)[1]
    return render_board(request, seat, "board/reviews/give_back.html", place="board_reviews", sheet=sheet)


@takes_staff_form(REVIEWER)
def give_back(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST /board/reviews/{id}/give-back."""
    give_back_review(request.app.state.office, seat, request.path_params["id"])
    return redirect(request, "board_reviews", "?done=back")


@for_staff(REVIEWER)
def ask_interest(request: Request, seat: StaffSeat) -> Response:
    """GET /board/reviews/{id}/interest: what it means, before it is said."""
    sheet = open_sheet(request, seat)[1]
    return render_board(request, seat, "board/reviews/interest.html", place="board_reviews", sheet=sheet)


@takes_staff_form(REVIEWER)
def take_interest(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST to the same."""
    declare_interest(request.app.state.office, seat, request.path_params["id"])
    return redirect(request, "board_reviews", "?done=interest")


def open_sheet(request: Request, seat: StaffSeat) -> tuple[Reviewer, ReviewSheet]:
    """The reviewer and the idea of an address; 404 for one that they do not review."""
    with request.app.state.office.database.read() as db:
        person = reviewer(db, seat.role, seat.name)
        sheet = review_sheet(db, person, request.path_params["id"]) if person else None
    if person is None or sheet is None:
        raise HTTPException(404)
    return person, sheet


def to_sheet(request: Request) -> Response:
    """GET to an address that only takes a form: a reload or a bookmark goes to the idea."""
    return redirect(request, "board_review", id=str(request.path_params["id"]))


def number_in(typed: str) -> int:
    """A number that came back from one of our own pages; 0 for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER else 0
