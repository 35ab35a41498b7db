"""What waits for the staff in the present phase of a round, as cards with a link each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from starlette.routing import Router

from pbvote.domain.phase import Phase
from pbvote.services.review_gaps import what_is_missing
from pbvote.storage.queries.phases import PhaseView
from pbvote.storage.queries.questions import count_by_state
from pbvote.web.board.next_steps import NextStep
from pbvote.web.language import _, ngettext
from pbvote.web.page import path_for
from pbvote.web.presenters import day, number

KEEPERS = ("officer", "clerk")
SOON = timedelta(days=7)
"""So long before their date the staff see what the reviews still lack."""


@dataclass(frozen=True, slots=True)
class PhaseDesk:
    """Who looks at which round, and when; `suffix` stands behind each title where several rounds are shown.

    `is_draft`: two officers have not fixed the round yet.
    """

    db: Session
    router: Router
    kind: str
    now: datetime
    phases: PhaseView
    suffix: str = ""
    is_draft: bool = True

    def href(self, name: str) -> str:
        """The address of a page of the board about this round."""
        return path_for(self.router, name, round=self.phases.round_id)


def phase_steps(desk: PhaseDesk) -> list[NextStep]:
    """The steps that this kind of staff can take now."""
    if desk.kind not in KEEPERS:
        return []
    found = {
        Phase.QUESTIONS: _question_steps,
        Phase.IDEAS: _question_steps,
        Phase.REVIEW: _review_steps,
        Phase.LIST: _list_steps,
    }.get(desk.phases.phase)
    return list(found(desk)) if found else []


def _question_steps(desk: PhaseDesk) -> Iterator[NextStep]:
    if desk.phases.dates.questions is None:
        return
    counts, href = count_by_state(desk.db, desk.phases.round_id), desk.href("board_questions")
    unread, shown = counts.get("waiting", 0), counts.get("shown", 0)
    if unread:
        words = ngettext("One question waits to be read", "%(num)s questions wait to be read", unread)
        what = _("Nobody but you sees them. Show each, or hide it and say why.")
        yield NextStep(words % {"num": number(unread)} + desk.suffix, what, href, _("Read them"))
    if shown and not counts.get("chosen", 0) + counts.get("not-chosen", 0):
        late = _("Ideas are open already, and members want to know which questions were chosen.")
        soon = _("Choose before the ideas open, so that the questions head them. Answer each one.")
        what = late if desk.phases.phase is Phase.IDEAS else soon
        words = ngettext("Choose from one question", "Choose from %(num)s questions", shown)
        yield NextStep(words % {"num": number(shown)} + desk.suffix, what, href, _("Choose questions"))


def _review_steps(desk: PhaseDesk) -> Iterator[NextStep]:
    due = desk.phases.dates.list
    missing = what_is_missing(desk.db, desk.phases.round_id, desk.now)
    if not missing and desk.kind == "officer":
        title, what = _("Publish the reviews"), _("Nothing is missing. All reviews are shown at once.")
    elif missing and desk.now >= due - SOON:
        title = _("The reviews should be ready on %(day)s") % {"day": day(due)}
        what = " ".join(missing)
    else:
        return
    yield NextStep(title + desk.suffix, what, desk.href("board_round_reviews"), _("Look at the reviews"))


def _list_steps(desk: PhaseDesk) -> Iterator[NextStep]:
    if desk.phases.listed_at is None:
        what = _("Say what becomes of each idea, and why. Then two officers put the list on the ballot.")
        yield NextStep(_("Decide about the ideas") + desk.suffix, what, desk.href("board_ideas"), _("Go to the ideas"))
    elif desk.is_draft:
        what = _("The list is on the ballot. Two officers approve the round, and then fix its projects.")
        yield NextStep(_("Get the vote ready") + desk.suffix, what, desk.href("set_up"), _("Go to the set-up"))
