"""Signing a member in to take part, by the code of the round's letter. It begins no session to vote."""

from dataclasses import dataclass

from pbvote.domain.code import CodeError
from pbvote.domain.errors import SignInRefusedError, TooManyTriesError
from pbvote.services.member_session import begin_member_session
from pbvote.services.office import Office
from pbvote.services.sign_in_voter import SignInVoter, code_of
from pbvote.services.tablet_card import note_card
from pbvote.services.throttle import Source


@dataclass(frozen=True, slots=True)
class SignInMember:
    """What was typed; where from (an address, for the throttle); on what; and on the tablet of which youth session."""

    code: str
    day: int
    month: int
    source: str
    device: str = ""
    tablet_id: int | None = None


def sign_in_member(office: Office, command: SignInMember) -> str:
    """A new member session: the secret for its cookie. Raises what sign_in_voter raises, for the same reasons.

    Wrong birthdays count on the code whichever door they were tried at; failures are slowed together with the voters'.
    """
    typed = SignInVoter(command.code, command.day, command.month, command.source)
    with office.database.write() as uow:
        try:
            code = code_of(office, uow.db, typed)
            note_card(uow.db, code, command.tablet_id)
        except (CodeError, SignInRefusedError) as refusal:
            is_too_many = Source(office, uow.db, command.source, office.clock.now(uow.db)).count_failure()
            uow.commit()  # the failure is kept, the sign-in is not
            raise TooManyTriesError if is_too_many else refusal from None
        token = begin_member_session(
            uow.db, code.member_key, round_id=code.round_id, tablet_id=command.tablet_id, device=command.device
        )
        uow.commit()
        return token
