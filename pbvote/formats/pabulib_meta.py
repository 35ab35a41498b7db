"""The META section of a Pabulib file."""

from pbvote.domain.money import AmountError, parse_amount
from pbvote.formats.ballot_file import BallotFileError, FileProject, VoteType
from pbvote.formats.file_head import check_limits
from pbvote.formats.pabulib_error import PabulibError
from pbvote.formats.pabulib_note import Note, read_note
from pbvote.formats.pabulib_rows import Row, Section
from pbvote.formats.repairs import Repairs, shown


class Meta:
    """Keys, values, and the line of each key. Raises PabulibError."""

    def __init__(self, section: Section, repairs: Repairs) -> None:
        self._section, self._repairs = section, repairs
        self._rows: dict[str, Row] = {}
        self.values: dict[str, str] = {}
        for row in section.rows:
            self._take(row)

    def vote_type(self) -> VoteType:
        """The vote type; raises PabulibError for one that Pabulib does not know."""
        text = self._needed("vote_type").lower()
        if self.values.get("default_score", "0") not in ("0", ""):
            self._repairs.note("META default_score was not added to any project", self.line_of("default_score"))
        if text not in set(VoteType):
            raise self.error("vote_type", f"{shown(text)} is none of {', '.join(VoteType)}")
        return VoteType(text)

    def line_of(self, key: str) -> int:
        """The line of a key that is there."""
        return self._rows[key].line

    def budget(self) -> int:
        """The budget in minor units, above zero."""
        try:
            budget = parse_amount(self._needed("budget"))
        except AmountError as error:
            raise self.error("budget", str(error)) from error
        if budget == 0:
            raise self.error("budget", "the budget must be above zero")
        return budget

    def whole_number(self, key: str) -> int | None:
        """The value of a key as a whole number, None where there is none."""
        text = self.values.get(key, "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 9):  # noqa: PLR2004 - more than any file has
            raise self.error(key, f"{shown(text)} is not a whole number")
        return int(text)

    def check_number(self, key: str, found: int) -> None:
        """That the file holds as many rows as META says."""
        stated = self.whole_number(key)
        if stated is None:
            self._repairs.note(f"META does not say {key}, so the rows were not compared with it", self._section.line)
        elif stated != found:
            raise self.error(key, f"META says {stated}, but the file has {found}")

    def take_note(self, projects: tuple[FileProject, ...]) -> Note:
        """The note of pbvote at the end of the comment, which then stands there no more."""
        comment = self.values.get("comment", "")
        try:
            rest, note = read_note(comment, self._repairs)
            check_limits(note.limits, self.budget(), projects, "the note of pbvote")
        except BallotFileError as error:
            raise self.error("comment", str(error)) from error
        if rest != comment:
            self.values["comment"] = rest
            if not rest:
                del self.values["comment"]
        return note

    def error(self, key: str, what: str) -> PabulibError:
        """An error in the value of a key that is there."""
        return PabulibError(self._rows[key].line, 2, f"{key}: {what}")

    def _take(self, row: Row) -> None:
        key, *rest = row.cells
        while len(rest) > 1 and not rest[-1]:
            rest.pop()
        if len(rest) > 1:
            self._repairs.note("a value of META with semicolons was put together again", row.line)
        if not key:
            raise PabulibError(row.line, 1, "a line of META needs a key")
        if key.lower() in self.values:
            raise PabulibError(row.line, 1, f"the key {shown(key)} stands here a second time")
        self.values[key.lower()] = ";".join(rest)
        self._rows[key.lower()] = row

    def _needed(self, key: str) -> str:
        if key not in self.values:
            raise PabulibError(self._section.line, 1, f"the section META has no {key}")
        if not self.values[key]:
            raise self.error(key, "the value is empty")
        return self.values[key]
