"""What a draft says as a whole: its name, its dates, whether votes may be changed, its rules in words."""

from pbvote.domain.round import Schedule
from pbvote.services.drafting import answer, changing, described, reopen
from pbvote.services.office import Office


def change_words(office: Office, role: str, round_id: str, title: str, summary: str) -> None:
    """Give a draft another title and another sentence below it; its address stays."""
    with changing(office, role, round_id, "words") as draft:
        draft.row.title, draft.row.summary = title, summary


def change_dates(office: Office, role: str, round_id: str, schedule: Schedule) -> None:
    """Give a draft its dates."""
    with changing(office, role, round_id, "dates") as draft:
        row = draft.row
        row.opens_at, row.closes_at, row.agreed_close = schedule.opens_at, schedule.closes_at, schedule.closes_at
        row.latest_close, row.zone = schedule.latest_close, schedule.zone
        answer(row, "dates")


def allow_changes(office: Office, role: str, round_id: str, *, allowed: bool) -> None:
    """Say whether a vote may be changed until voting closes."""
    with changing(office, role, round_id, "changing") as draft:
        draft.row.change_allowed = allowed
        answer(draft.row, "changing")


def change_rules_text(office: Office, role: str, round_id: str, text: str) -> None:
    """Put the rules into other words; an empty text brings back the words of this program."""
    with changing(office, role, round_id, "rules") as draft:
        draft.row.rules_text = f"{text}\n" if text else described(draft.uow.db, draft.row)
        answer(draft.row, "rules")
        if not draft.row.rules_text:
            reopen(draft.row, "rules")  # there is no pot yet, so there is nothing to look at
