"""Starting a draft: from nothing, from an example, or as a copy of an earlier round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pbvote.domain.draft import NotADraftError, proposed_schedule, slug_of
from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.pot import Electorate
from pbvote.domain.round import RoundState, Schedule
from pbvote.domain.round_words import who_may_vote
from pbvote.domain.sentence import say
from pbvote.services.draft_pot import new_pot
from pbvote.services.drafting import described, require_no_roll
from pbvote.services.office import Office
from pbvote.services.phases import is_in_phases
from pbvote.services.security_log import note_security
from pbvote.storage.queries.rounds import pot_rows, project_rows, round_row
from pbvote.storage.tables import PhasesRow, PotRow, PreparedActRow, ProjectListRow, ProjectRow, RoundRow

ZONE = "Europe/London"
TAKEN_BY_PAGES = ("new",)
"""Pages of the board have these addresses, so that no round can."""


@dataclass(frozen=True, slots=True)
class ExamplePot:
    """A pot of an example: its title, its money in pence, and the ages of its voters."""

    title: str
    budget: int
    from_age: int | None = None
    to_age: int | None = None


EXAMPLES: Mapping[str, tuple[ExamplePot, ...]] = MappingProxyType(
    {
        "youth": (ExamplePot("Young people’s pot", 2_000_000, 11, 19),),
        "area": (ExamplePot("Whole area pot", 5_000_000, 11),),
        "area-and-youth": (
            ExamplePot("Whole area pot", 4_000_000, 11),
            ExamplePot("Young people’s pot", 2_000_000, 11, 19),
        ),
    }
)
"""Rounds to begin with; every answer in them is asked once more."""

_COPIED_POT = (
    "id", "position", "title", "blurb", "budget", "groups", "shares", "rule", "completion", "share_step", "max_ranks",
    "minimum_supporters", "quorum", "tier", "from_age", "to_age", "ages_on", "wards", "classes",
)  # fmt: skip
_COPIED_PROJECT = (
    "pot_id", "id", "position", "title", "summary", "body", "cost", "theme", "ward", "picture", "picture_alt",
    "proposer",
)  # fmt: skip


def start_round(office: Office, role: str, title: str, example: str = "") -> str:
    """Start a draft from nothing or from an example; its id, which stays its address."""
    with office.database.write() as uow:
        at = office.clock.now(uow.db)
        row = _new_row(uow.db, title, "", at)
        for position, each in enumerate(EXAMPLES.get(example, ())):
            uow.db.add(_example_pot(row, position, each))
        uow.db.flush()
        row.rules_text = described(uow.db, row)
        note_security(uow.db, at, "draft.started", role, round=row.id, example=example)
        uow.commit()
    return row.id


def copy_round(office: Office, role: str, source_id: str, title: str) -> str:
    """Start a draft with the pots, projects, pictures and rules of an earlier round; the new round's id.

    Projects that were taken out are not copied. The dates are new ones, and every answer is asked once more, since
    nothing about money, ages and dates can be right a second time unseen.
    """
    with office.database.write() as uow:
        at, source = office.clock.now(uow.db), round_row(uow.db, source_id)
        row = _new_row(uow.db, title, source.summary, at)
        row.change_allowed, row.rules_text = source.change_allowed, source.rules_text
        for pot in pot_rows(uow.db, source_id):
            _copy_pot(uow.db, row, pot)
        note_security(uow.db, at, "draft.started", role, round=row.id, copied=source_id)
        uow.commit()
    return row.id


def remove_draft(office: Office, role: str, round_id: str) -> None:
    """Throw a draft away that was never approved, with whatever was prepared for it.

    Raises NotADraftError, RollBegunError, RoundSetUpError.
    """
    with office.database.write() as uow:
        row = round_row(uow.db, round_id, lock=True)
        if row.state != RoundState.DRAFT or row.approved or is_in_phases(uow.db, row):
            raise NotADraftError
        require_no_roll(uow.db, round_id)
        try:
            _delete(uow.db, row)
        except IntegrityError:
            raise RoundSetUpError(
                say("Other things of this round were prepared already, so it stays as a draft.")
            ) from None
        note_security(uow.db, office.clock.now(uow.db), "draft.removed", role, round=round_id)
        uow.commit()


def _delete(db: Session, row: RoundRow) -> None:
    for table in (PreparedActRow, PhasesRow, ProjectListRow, ProjectRow, PotRow):
        db.execute(delete(table).where(table.round_id == row.id))
    db.delete(row)
    db.flush()


def _new_row(db: Session, title: str, summary: str, at: datetime) -> RoundRow:
    taken = [*TAKEN_BY_PAGES, *db.scalars(select(RoundRow.id))]
    number = db.scalar(select(func.coalesce(func.max(RoundRow.number), 0))) or 0
    row = _draft_row(slug_of(title, taken, "round"), number + 1, proposed_schedule(at, ZONE))
    row.title, row.summary = title, summary
    db.add(row)
    db.flush()
    return row


def _draft_row(round_id: str, number: int, schedule: Schedule) -> RoundRow:
    return RoundRow(
        id=round_id,
        number=number,
        state=RoundState.DRAFT.value,
        opens_at=schedule.opens_at,
        closes_at=schedule.closes_at,
        agreed_close=schedule.closes_at,
        latest_close=schedule.latest_close,
        zone=schedule.zone,
        change_allowed=True,
        rules_text="",
        answered=(),
    )


def _example_pot(row: RoundRow, position: int, example: ExamplePot) -> PotRow:
    pot = new_pot(row.id, slug_of(example.title, (), "pot"), example.title, example.budget)
    on: date = row.opens_at.date()
    electorate = Electorate(example.from_age, example.to_age, on)
    pot.position, pot.blurb = position, who_may_vote(electorate)
    pot.from_age, pot.to_age, pot.ages_on = electorate.from_age, electorate.to_age, electorate.on
    return pot


def _copy_pot(db: Session, row: RoundRow, source: PotRow) -> None:
    projects = [each for each in project_rows(db, source.round_id, source.id) if not each.withdrawn]
    left = {each.id for each in projects}
    pot = PotRow(round_id=row.id, answered=(), **{name: getattr(source, name) for name in _COPIED_POT})
    pot.conflicts = tuple(conflict for conflict in source.conflicts if set(conflict) <= left)
    db.add(pot)
    db.flush()
    for project in projects:
        db.add(ProjectRow(round_id=row.id, **{name: getattr(project, name) for name in _COPIED_PROJECT}))
