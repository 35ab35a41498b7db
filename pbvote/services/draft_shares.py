"""The groups of voters of a draft's pot and their parts of its voting money."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.plan import differing_groups
from pbvote.domain.pot import Tier, require_shares_fit
from pbvote.domain.sentence import say
from pbvote.domain.voter_group import EVERYBODY, GroupShares
from pbvote.services.drafting import PotOfDraft, answer, changing, require_no_roll
from pbvote.services.office import Office
from pbvote.services.plan_round import electorate_of
from pbvote.storage.queries.rounds import pot_row, pot_rows
from pbvote.storage.tables import PotRow


def change_shares(office: Office, at: PotOfDraft, shares: GroupShares | None, on: date | None = None) -> None:
    """Give the groups of a pot parts of its voting money, or everybody the same; `on`: the day on which ages count.

    Raises RollBegunError, and RoundSetUpError for groups that this pot cannot have.
    """
    with changing(office, at.role, at.round_id, "groups of voters") as draft:
        pot = pot_row(draft.uow.db, at.round_id, at.pot_id)
        if shares != pot.shares or (on is not None and on != pot.ages_on):
            require_no_roll(draft.uow.db, at.round_id)
        pot.shares = shares
        pot.groups = (EVERYBODY,) if shares is None else tuple(group.id for group in shares.groups)
        if shares is not None and shares.by_age:
            pot.ages_on = on or pot.ages_on
        fault = fault_of_shares(pot)
        if fault:
            raise RoundSetUpError(fault)
        answer(pot, "parts")


def groups_of_others(db: Session, pot: PotRow) -> GroupShares | None:
    """The groups that another pot of the round has already: a pot to be divided gets the same."""
    others = (each.shares for each in pot_rows(db, pot.round_id) if each.id != pot.id)
    return next((shares for shares in others if shares is not None), None)


def fault_of_shares(pot: PotRow, others: Sequence[PotRow] = ()) -> str:
    """Why a pot cannot have its groups, or not beside those of other pots of the round; empty if it can."""
    if pot.shares is None:
        return ""
    try:
        require_shares_fit(pot.shares, electorate_of(pot), rule=pot.rule, tier=Tier(pot.tier))
    except RoundSetUpError as error:
        return str(error)
    for other in others:
        if other.shares is not None and differing_groups((pot.shares, pot.ages_on), (other.shares, other.ages_on)):
            return say("“%(title)s” makes other groups of voters. Give both pots the same groups.", title=other.title)
    return ""
