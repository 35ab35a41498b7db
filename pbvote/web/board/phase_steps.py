"""What waits for the staff in the present phase of a round, as cards with a link each."""

from collections.abc import Iterator

from sqlalchemy.orm import Session
from starlette.routing import Router

from pbvote.domain.phase import Phase
from pbvote.storage.queries.phases import PhaseView
from pbvote.storage.queries.questions import count_by_state
from pbvote.web.board.next_steps import NextStep
from pbvote.web.language import _, ngettext
from pbvote.web.page import path_for
from pbvote.web.presenters import number

KEEPERS = ("officer", "clerk")


def phase_steps(db: Session, router: Router, kind: str, phases: PhaseView) -> list[NextStep]:
    """The steps that this kind of staff can take now."""
    if kind not in KEEPERS:
        return []
    return list(_question_steps(db, router, phases))


def _question_steps(db: Session, router: Router, phases: PhaseView) -> Iterator[NextStep]:
    if phases.dates.questions is None or not phases.has(Phase.QUESTIONS, Phase.IDEAS):
        return
    counts = count_by_state(db, phases.round_id)
    href = path_for(router, "board_questions", round=phases.round_id)
    unread, shown = counts.get("waiting", 0), counts.get("shown", 0)
    if unread:
        words = ngettext("One question waits to be read", "%(num)s questions wait to be read", unread)
        what = _("Nobody but you sees them. Show each, or hide it and say why.")
        yield NextStep(words % {"num": number(unread)}, what, href, _("Read them"))
    if shown and not counts.get("chosen", 0) + counts.get("not-chosen", 0):
        late = _("Ideas are open already, and members want to know which questions were chosen.")
        soon = _("Choose before the ideas open, so that the questions head them. Answer each one.")
        what = late if phases.phase is Phase.IDEAS else soon
        words = ngettext("Choose from one question", "Choose from %(num)s questions", shown)
        yield NextStep(words % {"num": number(shown)}, what, href, _("Choose questions"))
