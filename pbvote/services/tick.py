"""One tick: everything that time alone decides. Idempotent, so a loop in the server or cron may run it at will."""

from pbvote.domain.errors import BalanceFailedError, KeyUnreadableError
from pbvote.services.batch_ballots import batch_morning
from pbvote.services.check_count import check_due_counts
from pbvote.services.close_round import close_due_rounds
from pbvote.services.erase_member import finish_erasures
from pbvote.services.lease import take_lease
from pbvote.services.mail_link import prune_mail_links
from pbvote.services.member_session import prune_member_sessions
from pbvote.services.move_phase import move_due_phase
from pbvote.services.office import Office
from pbvote.services.open_round import open_due_round
from pbvote.services.remind_answers import remind_answers
from pbvote.services.resume_round import end_suspensions
from pbvote.services.security_log import prune_security_log
from pbvote.services.sign_log import sign_log
from pbvote.services.throttle import prune_failures
from pbvote.storage.queries.trust import installation_or_none


def tick(office: Office) -> bool:
    """Sign what is due; close, resume, open, batch by the schedule; check counts; whether this process had the lease.

    A closing that fails does not keep other rounds from closing or opening: its error is raised at the end.
    """
    with office.database.read() as db:
        if installation_or_none(db) is None:
            return False
    if not take_lease(office, "tick"):
        return False
    sign_log(office)
    failed = _close_all(office)
    for job in (end_suspensions, move_due_phase, open_due_round):
        while job(office):
            sign_log(office)
    remind_answers(office)
    batch_morning(office)
    prune_security_log(office)
    prune_failures(office)
    prune_member_sessions(office)
    prune_mail_links(office)
    finish_erasures(office)
    check_due_counts(office)
    if failed is not None:
        raise failed
    return True


def _close_all(office: Office) -> BalanceFailedError | KeyUnreadableError | None:
    try:
        close_due_rounds(office)
    except (BalanceFailedError, KeyUnreadableError) as error:
        return error
    return None
