"""Before an idea is sent: ideas that are like it, then all of it once more; and what happens after."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.difference import changes
from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.errors import PbvoteError
from pbvote.domain.idea_errors import (
    DraftMovedError,
    IdeaClosedError,
    IdeaIncompleteError,
    IdeaTooDearError,
    NotOnRollError,
)
from pbvote.domain.phase import BEFORE, NotInPhaseError
from pbvote.domain.proposal import missing_parts
from pbvote.services.member_seat import MemberSeat
from pbvote.services.phases import phases_row
from pbvote.services.submit_idea import submit_idea
from pbvote.storage.queries.idea_choices import IdeaChoices
from pbvote.storage.queries.own_ideas import OwnIdea
from pbvote.storage.queries.similar_ideas import similar_ideas
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.member_desk import for_member, render_member, takes_member_form
from pbvote.web.page import redirect
from pbvote.web.propose import the_choices, the_idea
from pbvote.web.propose_words import lines_of, missing_words


@for_member
def similar(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas/{id}/similar: where there is none, straight on to the check."""
    found = the_idea(request, seat)
    with request.app.state.office.database.read() as db:
        alike = similar_ideas(db, seat.member_key, found) if found.number is None else ()
    if not alike:
        return redirect(request, "my_idea_check", id=str(found.id))
    return render_member(request, seat, "propose/similar.html", idea=found, alike=alike)


@for_member
def check(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas/{id}/check: the idea as it would be sent."""
    return _page(request, seat, the_idea(request, seat), {})


@takes_member_form
def take_check(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST: send it. Pressed twice it is one idea."""
    found = the_idea(request, seat)
    said = form.get("draft")
    seen = int(said) if said.isascii() and said.isdecimal() and len(said) < len("1000000000") else -1
    try:
        submit_idea(request.app.state.office, seat, found.id, seen)
    except IdeaIncompleteError as incomplete:
        return _page(request, seat, found, missing_words(incomplete.missing))
    except DraftMovedError:
        moved = _("This idea was changed while you looked at it. Read it once more, then send it.")
        return _page(request, seat, the_idea(request, seat), {"idea": moved})
    except AnswersRefusedError as refused:
        return _page(request, seat, found, {"idea": next(iter(refused.faults.values()))})
    except (IdeaClosedError, IdeaTooDearError, NotInPhaseError, NotOnRollError) as refusal:
        return _page(request, seat, found, {"idea": sentence(refusal)})
    return redirect(request, "my_idea_sent", id=str(found.id))


@for_member
def sent(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas/{id}/sent: what happens now."""
    found = the_idea(request, seat)
    if found.number is None:
        return redirect(request, "my_idea", id=str(found.id))
    return render_member(request, seat, "propose/sent.html", idea=found)


def sentence(error: PbvoteError) -> str:
    """The sentence of an error, which can still be said in another language."""
    return str(error) if not error.args or not isinstance(error.args[0], str) else error.args[0]


def changed_parts(found: OwnIdea, choices: IdeaChoices) -> Mapping[str, object]:
    """What an author changed since the idea was sent, by the name of the part."""
    if found.sent is None:
        return {}
    before, after = ({each.name: each.text for each in lines_of(words, choices)} for words in (found.sent, found.words))
    return {each.part: each.pieces for each in changes(before, after)}


def _page(request: Request, seat: MemberSeat, found: OwnIdea, faults: Mapping[str, str]) -> Response:
    choices = the_choices(request, found)
    missing = missing_parts(found.words, asks_questions=bool(choices.questions))
    with request.app.state.office.database.read() as db:
        read_first = found.young or phases_row(db, found.round_id).moderation == BEFORE
    return render_member(
        request, seat, "propose/check.html", status=422 if faults else 200, idea=found, errors=faults,
        lines=lines_of(found.words, choices), missing=missing_words(missing), changed=changed_parts(found, choices),
        read_first=read_first or found.stage == "hidden",
    )  # fmt: skip
