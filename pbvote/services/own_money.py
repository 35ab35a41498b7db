"""Where one voter's own voting money went: worked out while the page is drawn, never stored, never logged.

It needs the round key, and says so once that is gone. What it tells may not give back a number that the tier
withholds: where fewer than 10 people paid for a project, the cost divided by what one of them paid is their number.
So from such a step on no amount of its own is told, nor what was left after it: only both together.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from json import loads

from sqlalchemy.orm import Session

from pbvote.domain.ballot import EVERYBODY
from pbvote.domain.errors import KeyUnreadableError
from pbvote.domain.own_share import OwnShare, own_share
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import FILL, Result
from pbvote.domain.result_document import parse_result
from pbvote.domain.round import RoundState
from pbvote.domain.sentence import say
from pbvote.services.office import Office
from pbvote.services.sealed_rows import sealer
from pbvote.services.seat import Seat, mark_of
from pbvote.storage.queries.rounds import round_row, state_of
from pbvote.storage.tables import EnvelopeRow, ResultRow


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """What may be told: `payments` (project id, minor units) one by one; `together` for these projects, or not spent.

    `money` and `rest` are None where they would give away how many voted in a small group; `rest` is what the
    payments leave of `money`: all of it unspent, unless projects are named in `together`.
    """

    payments: tuple[tuple[str, Fraction], ...] = ()
    together: tuple[str, ...] = ()
    money: Fraction | None = None
    rest: Fraction | None = None


class Answer(StrEnum):
    """What there is to tell: the money itself, or the one reason why not."""

    TOLD = "told"
    WAITING = "waiting"
    GONE = "gone"
    NO_VOTE = "no vote"
    BLANK = "blank"
    TOO_FEW = "too few"
    NO_MONEY = "no money"


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """The answer for one voter; `money` exactly when it is `TOLD`."""

    answer: Answer
    money: OwnMoney | None = None


def own_money(office: Office, seat: Seat, pot_id: str) -> OwnAnswer:
    """Where the voter's money in a pot went, as far as it may be told. Raises NotEligibleError."""
    with office.database.read() as db:
        mark = mark_of(db, seat, pot_id)
        stored = db.get(ResultRow, (seat.round_id, pot_id))
        is_out = state_of(round_row(db, seat.round_id)) is RoundState.PUBLISHED
        if not is_out or stored is None or stored.trace is None or stored.public is None:
            return OwnAnswer(Answer.WAITING)
        public = loads(stored.public)
        if "steps" not in public:
            return OwnAnswer(Answer.TOO_FEW)
        if not mark.marked:
            return OwnAnswer(Answer.NO_VOTE)
        try:
            ranking, group = _open(office, db, seat, pot_id)
        except KeyUnreadableError:
            return OwnAnswer(Answer.GONE)
        return answer_of(parse_result(loads(stored.trace)), parse_result(public), ranking, group)


def _open(office: Office, db: Session, seat: Seat, pot_id: str) -> tuple[Ranking, str]:
    row = db.get(EnvelopeRow, (seat.round_id, pot_id, seat.member_key))
    ballot = sealer(office, seat.round_id).open(row).ballot if row else None
    if ballot is None:
        raise KeyUnreadableError(say("The envelope of this vote is gone."))
    return Ranking.of(ballot.ranking), ballot.group


def answer_of(trace: Result, public: Result, ranking: Ranking, group: str) -> OwnAnswer:
    """What a voter with this ranking may be told: `trace` has everything, `public` what everybody may know."""
    if ranking.is_blank:
        return OwnAnswer(Answer.BLANK)
    share = own_share(trace, ranking, group if trace.groups else EVERYBODY)
    if not share.money:
        return OwnAnswer(Answer.NO_MONEY)
    return OwnAnswer(Answer.TOLD, _told(share, public, ranking, group))


def _told(share: OwnShare, public: Result, ranking: Ranking, group: str) -> OwnMoney:
    money = _public_money(public, group)
    small = {step.step for step in public.steps if step.supporters is None}
    first = next((step for step, _project, _amount in share.payments if step in small or money is None), None)
    if first is None:
        payments = tuple((project, amount) for _step, project, amount in share.payments)
        return OwnMoney(payments, (), money, share.unspent if money is not None else None)
    shown = tuple((project, amount) for step, project, amount in share.payments if step < first)
    # all that came later and that this voter ranked: who of them was still paid would bound the first payment
    later = [each for each in public.steps if each.step >= first and each.level != FILL]
    together = tuple(each.project for each in later if each.project in ranking.ids)
    rest = None if money is None else money - sum(amount for _project, amount in shown)
    return OwnMoney(shown, together, money, rest)


def _public_money(public: Result, group: str) -> Fraction | None:
    """A voter's money as everybody may work it out."""
    if not public.groups:
        return public.parameters.voting_money
    groups = {each.id: each for each in public.groups}
    return groups[groups[group].joined or group].voting_money
