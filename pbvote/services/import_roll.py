"""Importing members: a file becomes a list to look at. Dates of birth are turned into what they decide, at once."""

import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import insert

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.identity import is_mixed_script
from pbvote.domain.sentence import say
from pbvote.domain.text import printable
from pbvote.domain.voter_group import EVERYBODY, NoOneGroupError
from pbvote.formats.csv_table import MOST_FAULTS, CsvFault, CsvUnreadableError
from pbvote.formats.members_csv import EXAMPLE, LARGEST_FILE, MemberLine, MembersFile, read_members
from pbvote.services.eligibility import Eligibility, Person, StrangeGroupError
from pbvote.services.known_people import Identity, KnownPeople, known_people
from pbvote.services.office import Office
from pbvote.services.roll_lists import REASONS_TO_ADD, require_changeable
from pbvote.services.security_log import note_security
from pbvote.storage.queries.rounds import pot_rows, round_row
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import RollChangeRow, RollListRow

EXAMPLE_FILE = EXAMPLE.encode("utf-8-sig")
"""A file to begin with, as spreadsheets like it."""

LARGEST_LIST = LARGEST_FILE
"""Bytes of a file."""

FileFault: TypeAlias = CsvFault
FileRefusedError = CsvUnreadableError


@dataclass(frozen=True, slots=True)
class ImportRoll:
    """A file of members for a round, the name it has, and why its members come onto the roll."""

    round_id: str
    name: str
    content: bytes
    reason: str = "other"


@dataclass(frozen=True, slots=True)
class ReadList:
    """The number of the list to look at; or none, and what must be mended in the file first."""

    number: int | None
    faults: tuple[CsvFault, ...] = ()


def import_roll(office: Office, role: str, command: ImportRoll) -> ReadList:
    """Read a file of members into a list to look at. Nothing of a file with faults is kept, nor any date of birth.

    Raises CsvUnreadableError, IllegalMoveError when the roll cannot be changed now or for a strange reason.
    """
    if command.reason not in REASONS_TO_ADD:
        raise IllegalMoveError(f"put members on the roll for “{command.reason[:40]}”", "run by this program")
    with office.database.read() as db:  # not in the write's transaction: votes would wait for it
        row = round_row(db, command.round_id)
        require_changeable(db, row)
        pots = pot_rows(db, row.id)
        file = read_members(command.content, office.clock.now(db).date())
        eligibility = Eligibility(row, pots)
        faults = (*file.faults, *_unfit(eligibility, file))
        if faults:
            in_order = sorted(faults, key=lambda fault: fault.line)
            return ReadList(None, tuple(in_order[:MOST_FAULTS]))
        reading = _Reading(office, eligibility, known_people(db, row.id), command.reason)
        rows = [change for member in file.members for change in reading.take(member)]
    return ReadList(_keep(office, role, command, (*reading.findings, *reading.summary()), rows))


def _keep(
    office: Office, role: str, command: ImportRoll, findings: tuple[tuple[str, ...], ...], rows: list[dict[str, Any]]
) -> int:
    with office.database.write() as uow:
        require_changeable(uow.db, round_row(uow.db, command.round_id, lock=True))
        listed = RollListRow(
            round_id=command.round_id,
            made_by=staff_member(uow.db, role, "officer", "clerk").role,
            made_at=office.clock.now(uow.db),
            state="preview",
            source=printable(command.name),
            findings=findings,
        )
        uow.db.add(listed)
        uow.db.flush()
        number = listed.id
        if rows:
            uow.db.execute(insert(RollChangeRow), [{"list_id": number, **each} for each in rows])
        note_security(uow.db, office.clock.now(uow.db), "roll.read", role, list=str(number), lines=str(len(rows)))
        uow.commit()
        return number


def _unfit(eligibility: Eligibility, file: MembersFile) -> Iterator[CsvFault]:
    """What the pots of the round ask for and the file does not say."""
    missing = [
        column
        for column, asked in (("ward", "wards"), ("class", "classes"))
        if column not in file.columns and eligibility.named(asked)
    ]
    for column in missing:
        yield CsvFault(1, column, say("A pot of this round asks for it, so the file needs this column."))
    for member in () if missing else file.members:
        try:
            eligibility.group_of(_person(eligibility, member))
        except StrangeGroupError as error:
            yield CsvFault(member.number, "group", str(error))
        except NoOneGroupError as error:
            yield CsvFault(member.number, "class" if "class" in file.columns else "date_of_birth", str(error))


def _person(eligibility: Eligibility, member: MemberLine) -> Person:
    """Who decides eligibility, with ward and class as the pots spell them."""
    ward, member_class = member.ward or "", member.member_class
    return Person(
        member.born,
        eligibility.named("wards").get(ward.casefold(), ward) or None,
        eligibility.named("classes").get(member_class.casefold(), member_class),
        member.group or EVERYBODY,
    )


@dataclass(slots=True)
class _Reading:
    """A file as it is read line by line, beside the members who are known already."""

    office: Office
    eligibility: Eligibility
    known: KnownPeople
    reason: str
    findings: list[tuple[str, ...]] = field(default_factory=list)
    lines: dict[bytes, int] = field(default_factory=dict)
    persons: dict[bytes, int] = field(default_factory=dict)
    without_address: int = 0
    strange: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take(self, member: MemberLine) -> Iterator[dict[str, Any]]:
        """The change that a line makes, or none; what deserves a look goes among the findings."""
        identity = Identity.of(self.office, member.name, member.born, member.postcode)
        first = self.lines.setdefault(identity.whole, member.number)
        if first != member.number:
            self._find("twice", member, str(first))
            return
        place = self.known.place_of(identity)
        if place:
            self._find(place, member)
            return
        self._look_twice(member, identity)
        yield self._change(member, identity)

    def _find(self, kind: str, member: MemberLine, *more: str) -> None:
        self.findings.append((kind, str(member.number), member.name, *more))

    def _look_twice(self, member: MemberLine, identity: Identity) -> None:
        if is_mixed_script(member.name):
            self._find("mixed", member)
        first = self.persons.setdefault(identity.person, member.number)
        if first != member.number:
            self._find("other-address", member, str(first))
        elif identity.person in self.known.persons:
            self._find("other-address", member)
        self.without_address += not (member.address and member.postcode)

    def _change(self, member: MemberLine, identity: Identity) -> dict[str, Any]:
        key = self.known.keys.get(identity.whole)
        person = _person(self.eligibility, member)
        self._count_strange("wards", person.ward or "")
        self._count_strange("classes", person.member_class)
        pots = self.eligibility.pots_for(person)
        if not pots:
            self._find("no-pot", member)
        member_key = key or secrets.token_hex(16)
        kept = ("name", "address", "postcode", "large_print")
        return {
            "line": member.number,
            "act": "add",
            "reason": self.reason,
            "member_key": member_key,
            "is_new": key is None,
            **{name: getattr(member, name) for name in kept},
            "ward": person.ward,
            "member_class": person.member_class,
            "group": self.eligibility.group_of(person),
            "pots": pots,
            "age_band": self.eligibility.band(member.born),
            "birthday_hash": identity.birthday(self.office, member_key),
            "identity_hash": identity.whole,
            "person_hash": identity.person,
            **self.eligibility.under(member.born),
        }

    def _count_strange(self, what: str, name: str) -> None:
        """Wards and classes that no pot names are counted, for they may be slips."""
        named = self.eligibility.named(what)
        if named and name.casefold() not in named:
            self.strange[what, name] += 1

    def summary(self) -> Iterator[tuple[str, ...]]:
        """Findings about many lines at once."""
        if self.without_address:
            yield "no-address", "", "", str(self.without_address)
        for (what, name), number in sorted(self.strange.items()):
            yield f"strange-{what}", "", name, str(number)
