"""Keeping that a helper helped a member to vote: on a day, never at a time, and never what was voted."""

from datetime import UTC, date, datetime, time

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from pbvote.services.security_log import note_security
from pbvote.storage.tables import AssistanceRow, CodeRow


def note_assistance(db: Session, code: CodeRow, helper: str, day: date) -> None:
    """Keep it in the caller's transaction. The security log has one line for a helper's day, and names no member.

    A line for each voter, between the helper's other lines, would say when each of them voted.
    """
    that_day = (AssistanceRow.round_id == code.round_id, AssistanceRow.role == helper, AssistanceRow.day == day)
    if not db.scalar(select(exists().where(*that_day))):
        note_security(db, datetime.combine(day, time(), UTC), "assistance", helper, round=code.round_id)
    if db.get(AssistanceRow, (code.round_id, helper, day, code.member_key)) is None:
        db.add(AssistanceRow(round_id=code.round_id, role=helper, day=day, member_key=code.member_key))
