"""People of the staff in words: what they are, and who can be chosen for an act about them."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.review import COUNCIL, FRONT_LINE
from pbvote.domain.staff import CLERK, HELPER, OFFICER, REVIEWER
from pbvote.storage.tables import StaffRow
from pbvote.web.language import _

Rows = tuple[tuple[str, str], ...]


def kind_words(kind: str) -> str:
    """`officer` as `Officer`; a word that is no kind stays as it is."""
    words = {OFFICER: _("Officer"), CLERK: _("Clerk"), HELPER: _("Helper"), REVIEWER: _("Reviewer")}
    return words.get(kind, kind)


def area_words(area: str) -> str:
    """For whom somebody reviews, said to themselves."""
    return {COUNCIL: _("You review for the council."), FRONT_LINE: _("You review as a front-line worker.")}.get(
        area, ""
    )


def role_words(role: str) -> str:
    """`officer-2` as `Officer 2`: how the public log names somebody."""
    kind, _dash, number = role.rpartition("-")
    return f"{kind_words(kind)} {number}"


def kind_choices() -> tuple[tuple[str, str, str], ...]:
    """Each kind with its word and what it does; a reviewer's has the area behind a stroke."""
    return (
        (OFFICER, _("Officer"), _("Prepares or confirms what needs two people. Must be 16 or older.")),
        (CLERK, _("Clerk"), _("Prepares the list of voters and the projects.")),
        (HELPER, _("Helper"), _("Helps people to vote, and replaces lost codes.")),
        (
            f"{REVIEWER}/{COUNCIL}",
            _("Reviewer for the council"),
            _("Says whether an idea can be done and what it costs, for the council."),
        ),
        (
            f"{REVIEWER}/{FRONT_LINE}",
            _("Reviewer from the front line"),
            _("Says the same as somebody who works with the people whom ideas are for."),
        ),
    )


def people_to_choose(db: Session, act: str, chooser: str) -> list[tuple[str, str]]:
    """Everybody but the chooser whom an act can be about: a role and its words with the name."""
    rows = db.scalars(select(StaffRow).where(StaffRow.ended_at.is_(None)).order_by(StaffRow.kind, StaffRow.role))
    return [
        (row.role, f"{row.name}, {role_words(row.role)}")
        for row in rows
        if row.role != chooser and (act == "end a role" or row.appointed_at is not None)
    ]


def person_rows(db: Session, arguments: Mapping[str, str]) -> Rows:
    """What two people see of an act about somebody."""
    if "kind" in arguments:
        becomes = f"{arguments['kind']}/{arguments['area']}" if "area" in arguments else arguments["kind"]
        words = {value: text for value, text, _what in kind_choices()}
        return (_("Name"), arguments["name"]), (_("Becomes"), words.get(becomes, becomes))
    row = db.get(StaffRow, arguments["role"])
    return (_("Name"), row.name if row else ""), (_("Role"), role_words(arguments["role"]))
