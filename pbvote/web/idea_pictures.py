"""Pictures of an idea: sent one by one, each with words for who cannot see it."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import IdeaClosedError
from pbvote.domain.phase import NotInPhaseError
from pbvote.domain.proposal import LONGEST_ALT, MOST_PICTURES
from pbvote.services.idea_pictures import add_picture, remove_picture
from pbvote.services.keep_picture import LARGEST_FILE, PictureRefusedError
from pbvote.services.member_seat import MemberSeat
from pbvote.storage.queries.own_ideas import OwnIdea
from pbvote.web.board.answers import Answers
from pbvote.web.forms import Form
from pbvote.web.idea_parts import onwards
from pbvote.web.language import _
from pbvote.web.member_desk import for_member, render_member, takes_member_upload
from pbvote.web.page import redirect
from pbvote.web.propose import the_idea
from pbvote.web.propose_words import pictures_left
from pbvote.web.uploads import Upload


@for_member
def pictures(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas/{id}/pictures."""
    return _page(request, seat, the_idea(request, seat), {})


@takes_member_upload(limit=LARGEST_FILE)
def take_pictures(request: Request, seat: MemberSeat, form: Form, upload: Upload) -> Response:
    """POST: add the chosen one, remove one, or go on."""
    found, office, answers = the_idea(request, seat), request.app.state.office, Answers(form)
    try:
        if form.has("remove"):
            remove_picture(office, seat, found.id, form.get("remove"))
        elif upload.content or upload.too_large or form.get("alt") or not form.has("go"):
            add_picture(office, seat, found.id, *_read(answers, upload))
    except AnswersRefusedError as refused:
        return _page(request, seat, found, answers.typed, refused.faults)
    except (PictureRefusedError, IdeaClosedError, NotInPhaseError) as refusal:
        return _page(request, seat, found, answers.typed, {"file": refusal.args[0]})
    if form.has("go"):
        return onwards(request, found, "pictures", form)
    return redirect(request, "my_idea_pictures", id=str(found.id))


def _read(answers: Answers, upload: Upload) -> tuple[bytes, str]:
    """The file and its words. Raises AnswersRefusedError."""
    alt = answers.text("alt", LONGEST_ALT, _("Say what can be seen, for people who cannot see it."))
    if upload.too_large:
        answers.faults["file"] = _("The picture is larger than 8 MB. Choose a smaller one.")
    elif not upload.content:
        answers.faults["file"] = _("Choose a picture on your phone or computer.")
    elif answers.faults:  # a browser empties the field, so whoever only adds the words would send no picture
        answers.faults["file"] = _("Then choose the picture once more.")
    if answers.faults:
        raise AnswersRefusedError(answers.faults)
    return upload.content, alt


def _page(
    request: Request,
    seat: MemberSeat,
    found: OwnIdea,
    typed: Mapping[str, str],
    faults: Mapping[str, str] | None = None,
) -> Response:
    left = MOST_PICTURES - len(found.words.pictures)
    return render_member(
        request, seat, "propose/pictures.html", status=422 if faults else 200, idea=found, typed=typed,
        errors=faults or {}, left=left, left_words=pictures_left(left), origin=request.query_params.get("from", ""),
    )  # fmt: skip
