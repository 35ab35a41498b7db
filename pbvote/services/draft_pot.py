"""The pots of a draft: their money, who may vote in them, how they are counted, and how open their result is."""

from dataclasses import dataclass, replace

from sqlalchemy import delete

from pbvote.domain.draft import AnswersRefusedError, slug_of
from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.money import format_pounds
from pbvote.domain.pot import Electorate, Tier
from pbvote.domain.round_words import who_may_vote
from pbvote.domain.rules import RANKED_EQUAL_SHARES, CountMethod
from pbvote.domain.sentence import say
from pbvote.services.drafting import Draft, PotOfDraft, answer, changing, require_no_roll
from pbvote.services.office import Office
from pbvote.services.plan_round import electorate_of
from pbvote.storage.queries.rounds import pot_row, pot_rows, project_rows
from pbvote.storage.tables import PotRow, ProjectListRow, ProjectRow

TAKEN_BY_PAGES = (
    "report", "results", "log", "public", "frozen", "running", "members", "closing", "codes", "letters",
    "ideas", "questions", "propose", "phases", "news", "dates",
)  # fmt: skip
"""Pages of a round have these addresses, so that no pot can."""

MOST_POTS = 20
RANKS = 5


@dataclass(frozen=True, slots=True)
class PotCount:
    """How a pot is counted; `share_step` in pence, or none for the usual one; `quorum` in ballots."""

    rule: str
    completion: str
    max_ranks: int
    minimum_supporters: int = 0
    share_step: int | None = None
    quorum: int = 0


def add_pot(office: Office, role: str, round_id: str, title: str, budget: int) -> str:
    """Add a pot of `budget` pence at the end; its id. Raises RollBegunError, RoundSetUpError."""
    with changing(office, role, round_id, "pot added") as draft:
        require_no_roll(draft.uow.db, round_id)
        pots = pot_rows(draft.uow.db, round_id)
        if len(pots) >= MOST_POTS:
            raise RoundSetUpError(say("A round has at most %(most_pots)s pots. Remove one first.", most_pots=MOST_POTS))
        pot = new_pot(round_id, slug_of(title, (*TAKEN_BY_PAGES, *(each.id for each in pots)), "pot"), title, budget)
        pot.position = max((each.position for each in pots), default=-1) + 1
        draft.uow.db.add(pot)
    return pot.id


def new_pot(round_id: str, pot_id: str, title: str, budget: int) -> PotRow:
    """A pot with the usual answers, none of which anybody has given yet."""
    return PotRow(
        round_id=round_id,
        id=pot_id,
        position=0,
        title=title,
        blurb=who_may_vote(Electorate()),
        budget=budget,
        groups=("all",),
        rule=RANKED_EQUAL_SHARES.rule_id,
        completion=RANKED_EQUAL_SHARES.completions[0],
        max_ranks=RANKS,
        minimum_supporters=0,
        quorum=0,
        conflicts=(),
        tier=Tier.T1.value,
        wards=(),
        classes=(),
        answered=(),
    )


def change_money(office: Office, at: PotOfDraft, title: str, budget: int) -> None:
    """Give a pot another title and amount, in pence; raises AnswersRefusedError when a project costs more."""
    with changing(office, at.role, at.round_id, "pot's money") as draft:
        pot = pot_row(draft.uow.db, at.round_id, at.pot_id)
        dearest = max((each.cost for each in project_rows(draft.uow.db, at.round_id, at.pot_id)), default=0)
        if dearest > budget:
            sentence = say(
                "A project of this pot costs %(money)s. Make the pot larger, or that cost lower.",
                money=format_pounds(dearest),
            )
            raise AnswersRefusedError({"budget": sentence})
        pot.title, pot.budget = title, budget


def change_electorate(office: Office, at: PotOfDraft, electorate: Electorate, words: str = "") -> None:
    """Say who may vote in a pot; without `words` this program finds them. Raises RollBegunError."""
    with changing(office, at.role, at.round_id, "who may vote") as draft:
        pot = pot_row(draft.uow.db, at.round_id, at.pot_id)
        if electorate.on is None and pot.shares is not None and pot.shares.by_age:
            electorate = replace(electorate, on=pot.ages_on)  # its groups need the day, though its voters do not
        if electorate != electorate_of(pot):
            require_no_roll(draft.uow.db, at.round_id)
        pot.from_age, pot.to_age, pot.ages_on = electorate.from_age, electorate.to_age, electorate.on
        pot.wards, pot.classes = electorate.wards, electorate.classes
        pot.blurb = words or who_may_vote(electorate)
        answer(pot, "who")


def change_count(office: Office, at: PotOfDraft, count: PotCount) -> None:
    """Say how a pot is counted. Raises UnknownMethodError."""
    CountMethod(count.rule, count.completion, count.share_step).for_a_round()
    with changing(office, at.role, at.round_id, "count") as draft:
        pot = pot_row(draft.uow.db, at.round_id, at.pot_id)
        pot.rule, pot.completion, pot.share_step = count.rule, count.completion, count.share_step
        pot.max_ranks, pot.minimum_supporters = count.max_ranks, count.minimum_supporters
        pot.quorum = count.quorum
        answer(pot, "count")


def change_openness(office: Office, at: PotOfDraft, tier: Tier) -> None:
    """Say how much of a pot's result everybody may see."""
    with changing(office, at.role, at.round_id, "openness") as draft:
        pot = pot_row(draft.uow.db, at.round_id, at.pot_id)
        pot.tier = tier.value
        answer(pot, "openness")


def move_pot(office: Office, at: PotOfDraft) -> None:
    """Let a pot stand one place earlier; the first stays where it is."""
    with changing(office, at.role, at.round_id, "pots' order") as draft:
        pots = list(pot_rows(draft.uow.db, at.round_id))
        place = pots.index(pot_row(draft.uow.db, at.round_id, at.pot_id))
        pots.insert(max(place - 1, 0), pots.pop(place))
        for position, pot in enumerate(pots):
            pot.position = position


def remove_pot(office: Office, at: PotOfDraft) -> None:
    """Take a pot and its projects out of a draft. Raises RollBegunError."""
    with changing(office, at.role, at.round_id, "pot removed") as draft:
        require_no_roll(draft.uow.db, at.round_id)
        pot = pot_row(draft.uow.db, at.round_id, at.pot_id)
        clear_pot(draft, at.pot_id)
        draft.uow.db.delete(pot)


def clear_pot(draft: Draft, pot_id: str) -> None:
    """Delete the projects of a pot, and the list that waits for it."""
    for table in (ProjectListRow, ProjectRow):
        draft.uow.db.execute(delete(table).where(table.round_id == draft.row.id, table.pot_id == pot_id))
