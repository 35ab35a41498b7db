"""Every protected act: what performs it, what is agreed on with it, and who may prepare and confirm it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from sqlalchemy.orm import Session

from pbvote.domain.round import RoundState
from pbvote.services.appoint_staff import appoint
from pbvote.services.approval import Approval, RoundCount
from pbvote.services.approve_phases import approve_phases, phases_seen
from pbvote.services.approve_round import approve_round
from pbvote.services.cancel_round import CANCELLABLE, cancel_round
from pbvote.services.change_roll import change_roll
from pbvote.services.check_count import check_seen
from pbvote.services.close_again import close_again
from pbvote.services.count_round import count_round
from pbvote.services.end_role import end_role
from pbvote.services.extend_round import extend_round
from pbvote.services.freeze_round import freeze_round
from pbvote.services.hand_out_bundle import HANDED_OUT, hand_out_bundle
from pbvote.services.make_draw import make_draw
from pbvote.services.office import Office
from pbvote.services.print_codes import PRINTABLE, Printing, codes_made, print_codes
from pbvote.services.publish_result import publish_result
from pbvote.services.put_list import outcomes_seen, put_list
from pbvote.services.renew_sign_in import renew_sign_in
from pbvote.services.resume_round import resume_round
from pbvote.services.roll_lists import CHANGEABLE, list_seen
from pbvote.services.run_count import run_count
from pbvote.services.seal_roll import seal_roll
from pbvote.services.staff_ground import everybody_seen, is_another, may_be_appointed, person_seen
from pbvote.services.withdraw_project import BEFORE_THE_DRAW, withdraw_project
from pbvote.storage.tables import RoundRow

Done: TypeAlias = Printing | str | None
"""What a confirmed act hands to whoever confirmed it, once: a printing, a text such as a link, or nothing."""

Ground: TypeAlias = Callable[[Session, RoundRow | None, Mapping[str, str]], str]
"""What an act rests on beside the round itself: when this text changes, the act has to be prepared again."""

Check: TypeAlias = Callable[[Session, str, Mapping[str, str]], object]
"""What is looked at when somebody prepares an act, so that nothing waits that could never be done; it raises."""

Ahead: TypeAlias = Callable[[Office, str], RoundCount]
"""What takes long and is therefore worked out before the transaction that performs the act."""

OFFICERS = frozenset({"officer"})
STAFF = frozenset({"officer", "clerk", "helper"})


@dataclass(frozen=True, slots=True)
class ProtectedAct:
    """An act that needs two people.

    `arguments` must be given, `optional` may be; no others. `prepare` and `confirm` are kinds of staff. With the
    optional argument `anybody_with` given, everybody of the staff may prepare it and another confirm it. `states`
    are those in which the round may be for it to begin, and with `in_phases` also a draft whose phases are approved;
    what the act itself checks beside stays with the act.
    """

    perform: Callable[[Approval], Done]
    arguments: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    prepare: frozenset[str] = OFFICERS
    confirm: frozenset[str] = OFFICERS
    of_round: bool = True
    ground: Ground | None = None
    check: Check | None = None
    anybody_with: str = ""
    states: frozenset[RoundState] = frozenset()
    ahead: Ahead | None = None
    in_phases: bool = False

    def preparers(self, arguments: Mapping[str, str]) -> frozenset[str]:
        """The kinds of staff that may prepare it with these arguments."""
        return STAFF if self.anybody_with in arguments else self.prepare

    def confirmers(self, arguments: Mapping[str, str]) -> frozenset[str]:
        """The kinds of staff that may confirm it with these arguments."""
        return STAFF if self.anybody_with in arguments else self.confirm


def _names(*names: str) -> frozenset[str]:
    return frozenset(names)


_DRAFT = frozenset({RoundState.DRAFT})
_RUNNING = frozenset({RoundState.OPEN, RoundState.SUSPENDED})

PROTECTED_ACTS: Mapping[str, ProtectedAct] = MappingProxyType(
    {
        # the list of ideas, where members are asked for them
        "put the list on the ballot": ProtectedAct(put_list, ground=outcomes_seen, states=_DRAFT),
        # setting up
        "approve the phases": ProtectedAct(approve_phases, ground=phases_seen, states=_DRAFT),
        "approve the schedule": ProtectedAct(approve_round, states=_DRAFT),
        "freeze": ProtectedAct(freeze_round, states=_DRAFT),
        # the roll and its letters
        "seal the roll": ProtectedAct(seal_roll, states=frozenset({RoundState.FROZEN})),
        "change the roll": ProtectedAct(
            change_roll, arguments=_names("list"), ground=list_seen, states=CHANGEABLE, in_phases=True
        ),
        "print codes": ProtectedAct(
            print_codes,
            optional=_names("member", "paper", "size"),
            anybody_with="member",
            ground=codes_made,
            states=PRINTABLE,
            in_phases=True,
        ),
        # running
        "withdraw a project": ProtectedAct(
            withdraw_project, arguments=_names("pot", "project", "reason"), states=BEFORE_THE_DRAW
        ),
        "resume": ProtectedAct(resume_round, states=frozenset({RoundState.SUSPENDED})),
        "extend": ProtectedAct(extend_round, arguments=_names("closes_at", "reason"), states=_RUNNING),
        "cancel": ProtectedAct(cancel_round, arguments=_names("reason"), states=CANCELLABLE),
        # closing night
        "draw": ProtectedAct(make_draw, arguments=_names("seed"), states=frozenset({RoundState.CLOSED})),
        "count": ProtectedAct(run_count, states=frozenset({RoundState.DRAWN}), ahead=count_round),
        "publish": ProtectedAct(publish_result, ground=check_seen, states=frozenset({RoundState.COUNTED})),
        "close again": ProtectedAct(close_again, states=frozenset({RoundState.CLOSING})),
        "hand out the bundle": ProtectedAct(hand_out_bundle, arguments=_names("name"), states=HANDED_OUT),
        # the staff
        "appoint": ProtectedAct(
            appoint,
            arguments=_names("kind", "name"),
            optional=_names("area"),
            of_round=False,
            ground=everybody_seen,
            check=may_be_appointed,
        ),
        "end a role": ProtectedAct(
            end_role, arguments=_names("role"), of_round=False, ground=person_seen, check=is_another
        ),
        "renew a sign-in": ProtectedAct(
            renew_sign_in, arguments=_names("role"), of_round=False, ground=person_seen, check=is_another
        ),
    }
)
"""Every protected act by the words in which officers see it."""
