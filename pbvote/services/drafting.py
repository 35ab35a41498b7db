"""How a draft is changed: one place that asks whether it may be, keeps its words in step, and notes who did it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from pbvote.domain.draft import NotADraftError, RollBegunError
from pbvote.domain.round import RoundState
from pbvote.domain.round_words import PotRules, rules_in_words
from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.storage.queries.rounds import pot_rows, round_row
from pbvote.storage.tables import PotRow, RollRow, RoundRow
from pbvote.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft inside the unit of work that changes it; `role` is whoever does so, at `at`."""

    uow: UnitOfWork
    row: RoundRow
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PotOfDraft:
    """Which pot of which draft, and who changes it."""

    role: str
    round_id: str
    pot_id: str


@contextmanager
def changing(office: Office, role: str, round_id: str, what: str) -> Iterator[Draft]:
    """Change a draft and commit, unless the body raises. `what` stands in the private security log.

    The rules in words follow what they describe as long as nobody rewrote them; rewritten ones must be looked at anew.
    Raises UnknownRoundError, NotADraftError.
    """
    with office.database.write() as uow:
        row = round_row(uow.db, round_id, lock=True)
        if row.state != RoundState.DRAFT:
            raise NotADraftError
        before, at = described(uow.db, row), office.clock.now(uow.db)
        yield Draft(uow, row, role, at)
        uow.db.flush()
        _follow(row, before, described(uow.db, row))
        note_security(uow.db, at, "draft.changed", role, round=round_id, what=what)
        uow.commit()


def described(db: Session, row: RoundRow) -> str:
    """The rules of a draft in the words that this program finds for them."""
    pots = [
        PotRules(
            each.title, each.rule, each.completion, each.max_ranks, each.minimum_supporters, each.quorum, each.shares
        )
        for each in pot_rows(db, row.id)
    ]
    return rules_in_words(pots, change_allowed=row.change_allowed)


def answer(row: RoundRow | PotRow, question: str) -> None:
    """Note that somebody answered a question of the set-up."""
    row.answered = (*(each for each in row.answered if each != question), question)


def reopen(row: RoundRow | PotRow, question: str) -> None:
    """Let a question be asked again."""
    row.answered = tuple(each for each in row.answered if each != question)


def require_no_roll(db: Session, round_id: str) -> None:
    """Raise RollBegunError when members were sorted into the pots of a draft already."""
    if db.scalar(select(exists().where(RollRow.round_id == round_id))):
        raise RollBegunError


def _follow(row: RoundRow, before: str, after: str) -> None:
    if row.rules_text in ("", before):
        row.rules_text = after
    elif before != after:
        reopen(row, "rules")
