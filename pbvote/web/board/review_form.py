"""The form of a review: what the idea says, what is written so far, and what stops it from being saved or signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.difference import Change, changes
from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.plain_words import long_sentences
from pbvote.domain.price_text import PriceTextError, parse_price, price_field
from pbvote.domain.proposal import IdeaWords
from pbvote.domain.review import ReviewWords, Verdict
from pbvote.domain.review_errors import (
    IdeaChangedError,
    NotYourReviewError,
    ReviewSavedElsewhereError,
    ReviewSignedError,
)
from pbvote.domain.staff import REVIEWER
from pbvote.domain.text import tidy
from pbvote.services.staff_session import StaffSeat
from pbvote.services.write_review import WrittenReview, save_review, sign_review
from pbvote.storage.queries.idea_choices import IdeaChoices, idea_choices
from pbvote.storage.queries.review_sheet import ReviewSheet, version_words
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.board.reviews import number_in, open_sheet
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.propose_words import lines_of
from pbvote.web.review_words import cost_beside, verdict_words

TEXTS = ("reason", "change", "worth")


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the form: what was typed or kept, what is wrong with it, and how it stands to what is stored.

    `late`: it was sent over an idea or a review that had moved meanwhile; `since` is the version that was seen then,
    `other` what the other window saved.
    """

    typed: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    late: bool = False
    since: int = 0
    other: ReviewWords | None = None


@for_staff(REVIEWER)
def review(request: Request, seat: StaffSeat) -> Response:
    """GET /board/reviews/{id}: the idea, and the form for who has taken it."""
    _person, sheet = open_sheet(request, seat)
    return _draw(request, seat, sheet, Shown(_typed_before(sheet)))


@takes_staff_form(REVIEWER, keeps=True)
def take_review(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST to the same: save for later, or sign. What was typed stays on the page whatever stops it."""
    office, idea = request.app.state.office, request.path_params["id"]
    typed = {name: form.get(name) for name in ("mark", "version", "verdict", "cost", *TEXTS)}
    try:
        written = _read(typed)
        if form.has("sign"):
            whole = sign_review(office, seat, idea, written)
            return redirect(request, "board_reviews", "?done=whole" if whole else "?done=signed")
        save_review(office, seat, idea, written)
    except PriceTextError as error:
        return _again(request, seat, Shown(typed, {"cost": str(error)}))
    except AnswersRefusedError as error:
        return _again(request, seat, Shown(typed, error.faults))
    except (IdeaChangedError, ReviewSavedElsewhereError) as error:
        since = number_in(typed["version"])
        return _again(request, seat, Shown(typed, {"review": str(error)}, late=True, since=since))
    except (NotYourReviewError, ReviewSignedError) as error:  # given to somebody else, or signed in another window
        return _again(request, seat, Shown(typed, {"review": str(error)}, late=True))
    return redirect(request, "board_review", "?saved=yes#review", id=str(idea))


def _again(request: Request, seat: StaffSeat, shown: Shown) -> Response:
    _person, sheet = open_sheet(request, seat)
    if shown.late:
        shown = replace(shown, other=_other(sheet, seat, shown))
    return _draw(request, seat, sheet, shown)


def _other(sheet: ReviewSheet, seat: StaffSeat, shown: Shown) -> ReviewWords | None:
    """What must not be lost: what another window saved, or what was typed by who no longer has the idea."""
    if sheet.holder != seat.role or sheet.is_out:
        return ReviewWords(shown.typed["verdict"], None, *(shown.typed[name] for name in ("change", "worth", "reason")))
    return sheet.kept.words if shown.typed["mark"] != sheet.kept.mark else None


def _draw(request: Request, seat: StaffSeat, sheet: ReviewSheet, shown: Shown) -> Response:
    with request.app.state.office.database.read() as db:
        choices = idea_choices(db, sheet.setting.round_id)
        seen = version_words(db, sheet.idea.id, shown.since) if 0 < shown.since < sheet.idea.version else sheet.before
    keeps_place = shown.errors and not shown.late  # what was seen stays what the next press is measured against
    place = shown.typed if keeps_place else {"mark": sheet.kept.mark, "version": str(sheet.idea.version)}
    return render_board(
        request, seat, "board/reviews/review.html", status=_status(shown), place="board_reviews",
        sheet=sheet, typed=shown.typed, errors=shown.errors, seen=place, other=_other_lines(shown.other),
        lines=lines_of(sheet.words, choices), changes=_changes(seen, sheet.words, choices),
        mine=sheet.holder == seat.role and not sheet.is_out, long=long_sentences(shown.typed["reason"]),
        verdicts=[(each.value, verdict_words(each), "") for each in Verdict],
        beside=_beside(sheet), saved="saved" in request.query_params, signed=sheet.kept.state == "signed",
    )  # fmt: skip


def _beside(sheet: ReviewSheet) -> str:
    """How the figure that is saved stands beside the authors'; empty before one is."""
    cost = sheet.kept.words.cost
    return cost_beside(sheet.words.cost, cost) if cost is not None else ""


def _status(shown: Shown) -> HTTPStatus:
    if shown.late:
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if shown.errors else HTTPStatus.OK


def _typed_before(sheet: ReviewSheet) -> dict[str, str]:
    words = sheet.kept.words
    cost = price_field(words.cost) if words.cost is not None else ""
    return {"verdict": words.verdict, "cost": cost, **{name: getattr(words, name) for name in TEXTS}}


def _read(typed: Mapping[str, str]) -> WrittenReview:
    """What was typed, as a review; raises PriceTextError."""
    texts = {name: tidy(typed[name]) for name in TEXTS}
    cost = parse_price(typed["cost"]) if typed["cost"] else None
    return WrittenReview(ReviewWords(typed["verdict"], cost, **texts), number_in(typed["version"]), typed["mark"])


def _changes(before: IdeaWords | None, after: IdeaWords, choices: IdeaChoices) -> tuple[Change, ...]:
    """What the authors changed since the reviewer looked, part by part."""
    if before is None:
        return ()
    said = [{each.name: each.text for each in lines_of(words, choices)} for words in (before, after)]
    return changes(*said)


def _other_lines(words: ReviewWords | None) -> tuple[tuple[str, str], ...]:
    """What the other window saved, to compare and copy."""
    if words is None:
        return ()
    said = (
        (_("What you find"), verdict_words(words.verdict)),
        (_("What it costs"), price_field(words.cost) if words.cost is not None else ""),
        (_("The reason"), words.reason),
        (_("What would have to change"), words.change),
        (_("What else it would do"), words.worth),
    )
    return tuple((name, text) for name, text in said if text)
