"""What is done and what is missing before a draft can be approved: the task list of the set-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.domain.errors import PbvoteError, RoundSetUpError
from pbvote.domain.group_words import part_in_words
from pbvote.domain.money import format_pounds
from pbvote.domain.phase import Phase
from pbvote.domain.round import Schedule
from pbvote.domain.sentence import say
from pbvote.formats.bundle import file_hash
from pbvote.formats.frozen_round import agreed_file, frozen_round_file
from pbvote.services.draft_shares import fault_of_shares
from pbvote.services.plan_round import POT_QUESTIONS, read_plan
from pbvote.storage.queries.rounds import pot_rows, project_rows
from pbvote.storage.tables import PhasesRow, PotRow, RoundRow

PAST = say("Voting would open in the past. Choose later dates.")
AGREE_PHASES = say("Two officers have to approve when members can put their ideas.")
IN_PHASES = say("Members put their ideas first. When the reviews are published, two officers can approve the schedule.")
LISTED = say("The ideas that were chosen are on the ballot.")
NO_POT = say("Add a pot: an amount of money with its own projects.")
NO_PROJECT = say("Add at least one project.")
FROM_IDEAS = say("They come from the ideas of members. Until then there is nothing to do here.")


@dataclass(frozen=True, slots=True)
class Task:
    """One question of the set-up. `problem` says what cannot stand, empty while nothing does; `said` the answer."""

    name: str
    done: bool
    problem: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class PotTasks:
    """The questions of one pot; `projects` is how many it has."""

    id: str
    title: str
    projects: int
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class SetUp:
    """How far a draft is."""

    before: tuple[Task, ...]
    pots: tuple[PotTasks, ...]
    after: tuple[Task, ...]
    problem: str = ""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task in order."""
        return (*self.before, *(task for pot in self.pots for task in pot.tasks), *self.after)

    @property
    def left(self) -> int:
        """How many tasks are not done."""
        return sum(not task.done for task in self.tasks)

    @property
    def ready(self) -> bool:
        """Whether two officers can approve it."""
        return bool(self.pots) and not self.left and not self.problem


def set_up_of(db: Session, row: RoundRow, now: datetime) -> SetUp:
    """The tasks of a draft as they stand."""
    rows = pot_rows(db, row.id)
    phases = db.get(PhasesRow, row.id)
    missing = NO_PROJECT if phases is None or phases.listed_at is not None else FROM_IDEAS
    pots = tuple(_pot_tasks(db, pot, rows, missing) for pot in rows)
    before = (Task("words", done=True), _dates(row, now), _phases(phases), _task(row, "changing"))
    set_up = SetUp(before, pots, (_task(row, "rules"),))
    if phases is not None and phases.phase != Phase.LIST:
        return SetUp(set_up.before, pots, set_up.after, IN_PHASES)
    if not pots:
        return SetUp(set_up.before, pots, set_up.after, NO_POT)
    return set_up if set_up.left else SetUp(set_up.before, pots, set_up.after, _fault(db, row))


def is_agreed(db: Session, row: RoundRow) -> bool:
    """Whether a draft still is what two officers approved last, so that it can be frozen."""
    try:
        return row.approved and row.approved_plan == file_hash(agreed_file(read_plan(db, row)))
    except PbvoteError:
        return False  # something is missing now that was there when they approved it


def fingerprint_of(db: Session, row: RoundRow) -> str:
    """The hash that a freeze would give a round as it stands, or has given it; empty while it cannot be frozen."""
    try:
        return row.frozen or file_hash(frozen_round_file(read_plan(db, row)))
    except PbvoteError:
        return ""


def require_ready(db: Session, row: RoundRow, now: datetime) -> None:
    """Raise RoundSetUpError with the first thing that is missing, unless a draft can be approved."""
    set_up = set_up_of(db, row, now)
    if not set_up.ready:
        first = set_up.problem or next((task.problem for task in set_up.tasks if task.problem), "")
        raise RoundSetUpError(first or say("This round is not ready. Its task list says what is missing."))


def _phases(phases: PhasesRow | None) -> Task:
    """Nobody has to answer this one: without an answer officers list the projects themselves."""
    if phases is None:
        return Task("phases", done=True)
    said = LISTED if phases.listed_at is not None else IN_PHASES if phases.approved else AGREE_PHASES
    return Task("phases", done=phases.approved, said=said)


def _dates(row: RoundRow, now: datetime) -> Task:
    if row.opens_at <= now:
        return Task("dates", done=False, problem=PAST)
    return _task(row, "dates")


def _pot_tasks(db: Session, pot: PotRow, pots: Sequence[PotRow], missing: str) -> PotTasks:
    projects = project_rows(db, pot.round_id, pot.id)
    dear = next((each for each in projects if each.cost > pot.budget), None)
    over = (
        say(
            "“%(title)s” costs more than the %(money)s of the pot.",
            title=dear.title,
            money=format_pounds(pot.budget),
        )
        if dear
        else ""
    )
    listed = Task("projects", done=bool(projects) and not dear, problem=over if projects else missing)
    fault = fault_of_shares(pot, pots)
    groups = pot.shares.groups if pot.shares else ()
    said = ", ".join(f"{group.title}: {part_in_words(group.part)}" for group in groups)
    looked_at = pot.shares is None or "parts" in pot.answered  # groups of a copied round are asked once more
    parts = Task("parts", done=not fault and looked_at, problem=fault, said=said)
    who, counted, openness = (_task(pot, name) for name in POT_QUESTIONS)
    tasks = (Task("money", done=True), who, counted, parts, openness, listed)
    return PotTasks(pot.id, pot.title, len(projects), tasks)


def _task(row: RoundRow | PotRow, name: str) -> Task:
    return Task(name, done=name in row.answered)


def _fault(db: Session, row: RoundRow) -> str:
    """What the domain finds wrong with the whole, where every part is answered."""
    try:
        Schedule(row.opens_at, row.agreed_close, row.latest_close, row.zone)
        read_plan(db, row)
    except PbvoteError as error:
        return str(error)
    return ""
