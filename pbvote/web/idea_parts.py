"""One part of an idea on a page of its own: read, saved, and if a co-author was quicker, both texts side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.errors import PbvoteError
from pbvote.domain.idea_errors import DraftMovedError, IdeaClosedError, UnknownIdeaError
from pbvote.domain.phase import NotInPhaseError
from pbvote.domain.proposal import LENGTHS, LINED, PARTS, THEMES, IdeaWords, done_parts, mark_of
from pbvote.services.member_seat import MemberSeat
from pbvote.services.save_idea import save_idea
from pbvote.storage.queries.idea_choices import IdeaChoices
from pbvote.storage.queries.own_ideas import OwnIdea
from pbvote.web.board.answers import Answers
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.member_desk import for_member, render_member, takes_member_form
from pbvote.web.page import redirect
from pbvote.web.propose import the_choices, the_idea
from pbvote.web.propose_words import parts_of, theme_words

TEXT_PARTS = tuple(part for part in PARTS if part not in {"cost", "pictures"})
"""Parts that are fields to fill in; costs and pictures are lists and have handlers of their own."""

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the fields of a part; `conflict`: what is saved now stands above them."""

    typed: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)
    conflict: bool = False

    @property
    def status(self) -> int:
        """What HTTP says of it."""
        return 409 if self.conflict else 422 if self.faults else 200


@for_member
def part(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas/{id}/{part}."""
    found = _with_part(request, seat)
    return _page(request, seat, found, Shown(typed_of(found.words)))


@takes_member_form
def take_part(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST: save it, and go on to the next part that is empty; nothing that was typed is ever lost."""
    found, answers = _with_part(request, seat), Answers(form)
    fields = READERS[_name(request)](answers, the_choices(request, found))
    if form.has("both"):
        return _page(request, seat, found, Shown(_joined(found.words, answers.typed), conflict=True))
    if answers.faults:
        return _page(request, seat, found, Shown(answers.typed, answers.faults))
    try:
        save_idea(request.app.state.office, seat, found.id, form.get("mark"), fields)
    except AnswersRefusedError as refused:
        return _page(request, seat, found, Shown(answers.typed, refused.faults))
    except DraftMovedError as moved:
        shown = Shown(answers.typed, _first(request, moved), conflict=True)
        return _page(request, seat, the_idea(request, seat), shown)
    except (IdeaClosedError, NotInPhaseError) as closed:
        return _page(request, seat, found, Shown(answers.typed, _first(request, closed)))
    return onwards(request, found, _name(request), form)


def onwards(request: Request, before: OwnIdea, name: str, form: Form) -> Response:
    """After a part: back to where its change was asked for, else to the next part that is still empty."""
    if form.get("from") == "check":
        return redirect(request, "my_idea_check", id=str(before.id))
    listed, done = parts_of(the_choices(request, before)), done_parts(before.words)
    later = [each for each in listed[listed.index(name) + 1 :] if each not in done]
    was_done = name in done and name in TEXT_PARTS  # a list that one adds to is never the change of an answer
    if was_done or not later or form.has("later"):
        return redirect(request, "my_idea", "?saved=yes", id=str(before.id))
    return redirect(request, "my_idea_part", id=str(before.id), part=later[0])


def typed_of(words: IdeaWords) -> dict[str, str]:
    """An idea's fields as its forms show them."""
    typed = {name: getattr(words, name) for name in LENGTHS}
    question = "" if words.question_id is None else str(words.question_id)
    return typed | {"pot_id": words.pot_id, "question_id": question}


def read_title(answers: Answers, _choices: IdeaChoices) -> Fields:
    """Only the title."""
    return {"title": answers.text("title", LENGTHS["title"], _("Write a title. A few words are enough."))}


def read_what(answers: Answers, _choices: IdeaChoices) -> Fields:
    """What would happen, and why."""
    return {
        "what": answers.text("what", LENGTHS["what"], _("Write what would happen."), lines=True),
        "why": answers.text("why", LENGTHS["why"], _("Write why it is needed."), lines=True),
    }


def read_helps(answers: Answers, _choices: IdeaChoices) -> Fields:
    """Who it helps."""
    return {"helps": answers.text("helps", LENGTHS["helps"], _("Write who it helps, and how."), lines=True)}


def read_where(answers: Answers, choices: IdeaChoices) -> Fields:
    """The ward, or all of them, and the place in words."""
    ward = answers.choice("ward", ("", *choices.wards), _("Choose a ward, or “More than one ward”."))
    place = answers.text("place", LENGTHS["place"], _("Write where it would be. The exact spot can wait."))
    return {"ward": ward, "place": place}


def read_pot(answers: Answers, choices: IdeaChoices) -> Fields:
    """Which pot."""
    return {"pot_id": answers.choice("pot_id", [each.id for each in choices.pots], _("Choose one of the pots."))}


def read_question(answers: Answers, choices: IdeaChoices) -> Fields:
    """Which question it answers."""
    said = answers.choice(
        "question_id", [str(each.id) for each in choices.questions], _("Choose one of the questions.")
    )
    return {"question_id": int(said) if "question_id" not in answers.faults else None}


def read_kind(answers: Answers, _choices: IdeaChoices) -> Fields:
    """Which kind; none is one of the answers."""
    return {"theme": answers.choice("theme", ("", *THEMES), _("Choose one of the kinds."))}


def read_help(answers: Answers, _choices: IdeaChoices) -> Fields:
    """What help is needed, if any."""
    return {"help_needed": answers.text("help_needed", LENGTHS["help_needed"], lines=True)}


READERS: dict[str, Callable[[Answers, IdeaChoices], Fields]] = {
    "title": read_title, "what": read_what, "helps": read_helps, "where": read_where, "pot": read_pot,
    "question": read_question, "kind": read_kind, "help": read_help,
}  # fmt: skip
"""How each part is read from its form."""


def _name(request: Request) -> str:
    return str(request.path_params["part"])


def _with_part(request: Request, seat: MemberSeat) -> OwnIdea:
    """The idea of the address; an address with another part is that of no page."""
    if _name(request) not in TEXT_PARTS:
        raise UnknownIdeaError
    return the_idea(request, seat)


def _first(request: Request, error: PbvoteError) -> dict[str, str]:
    """The sentence of an error at the first field of the part."""
    return {PARTS[_name(request)][-1]: error.args[0]}


def _joined(words: IdeaWords, typed: Mapping[str, str]) -> dict[str, str]:
    """What two authors wrote, one after the other, for one of them to make one text of it."""
    both = {}
    for name, mine in typed.items():
        theirs = getattr(words, name) if name in LINED else ""
        both[name] = f"{theirs}\n\n{mine.strip()}" if theirs and theirs.strip() != mine.strip() else mine
    return both


def _page(request: Request, seat: MemberSeat, found: OwnIdea, shown: Shown) -> Response:
    name = _name(request)
    return render_member(
        request, seat, f"propose/parts/{name}.html", status=shown.status, idea=found, part=name,
        choices=the_choices(request, found), typed=shown.typed, errors=shown.faults, fields=PARTS[name], lined=LINED,
        mark=mark_of(found.words, PARTS[name]), themes=THEMES, theme_words=theme_words,
        origin=request.query_params.get("from") or shown.typed.get("from", ""),
        theirs=typed_of(found.words) if shown.conflict else {},
    )  # fmt: skip
