"""BLT files, as programs for transferable votes read them (Hill, Wichmann and Woodall 1987; OpenSTV, OpaVote).

Candidates and seats; withdrawn candidates as -2; ballots as `weight a b=c d 0`; a 0; names and title in quotation
marks. `=` is a tie, `-` a place that was left empty, `(…)` a label, # begins a comment.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pbvote.domain.text import tidy
from pbvote.formats.ballot_file import WITHDRAWN_COST, BallotFile, BallotFileError, MisplacedError, Whereabouts
from pbvote.formats.blt_tokens import NOTE, Word, Words, is_number
from pbvote.formats.counted_note import election, head_line, one_line, parse_head_line
from pbvote.formats.file_head import Head
from pbvote.formats.file_text import decoded
from pbvote.formats.preflib_write import tied_groups
from pbvote.formats.repairs import Repairs, shown
from pbvote.formats.tied_votes import TiedVotes
from pbvote.formats.vote_check import VoteFaultError
from pbvote.formats.votes import VoteCollector, Votes
from pbvote.formats.written import Written, check_places_only, lost_of_voters

_MOST_CANDIDATES = 100_000


@dataclass(slots=True)
class _Line:
    """A ballot: its first word, how many voters cast it, and the numbers at its places."""

    word: Word
    times: int
    groups: list[list[int]]


def write_blt(file: BallotFile) -> Written:
    """The file in the form of BLT. Raises NoPlaceError for ballots with points."""
    check_places_only(file, "BLT")
    lost: list[str] = []
    lost_of_voters(file, lost)
    seats = _seats(file)
    lost.append(f"BLT wants a number of seats: {seats} is the most projects that the budget can pay")
    lines = [f"{len(file.projects)} {seats}"]
    gone = [f"-{number}" for number, project in enumerate(file.projects, 1) if project.is_withdrawn]
    lines += [" ".join(gone)] * bool(gone)
    lines += [f"{times} {ballot}" for ballot, times in _merged(file).items()]
    lines.append("0")
    lines += [_quoted(project.name or project.id) for project in file.projects]
    lines.append(_quoted(file.meta.get("description", "")))
    lines.append(f"# pbvote {head_line(file)}")
    return Written("".join(f"{line}\n" for line in lines).encode(), lost=tuple(lost))


def _merged(file: BallotFile) -> dict[str, int]:
    found: dict[str, int] = {}
    for vote, times in file.votes.each():
        places = ["=".join(str(each + 1) for each in group) for group in tied_groups(vote, file.vote_type) if group]
        ballot = " ".join([*places, "0"])
        found[ballot] = found.get(ballot, 0) + times
    return found


def _seats(file: BallotFile) -> int:
    left, seats = file.budget, 0
    for cost in sorted(project.cost for project in file.projects):
        if cost > left:
            break
        left, seats = left - cost, seats + 1
    return max(seats, 1)


def _quoted(text: str) -> str:
    # No reader of BLT agrees with another on how to write a quotation mark inside of quotation marks.
    return '"' + one_line(text).replace('"', "'").replace("\\", "/") + '"'


def parse_blt(raw: bytes, beside: Head | None = None) -> BallotFile:
    """The file with these bytes; `beside` is a head told by files beside it.

    Raises BallotFileError naming line and column; a column counts characters.
    """
    repairs = Repairs()
    text = decoded(raw, repairs)
    words = Words(text)
    candidates, seats = words.number("the number of candidates"), words.number("the number of seats")
    if candidates > _MOST_CANDIDATES:
        raise MisplacedError(1, 1, f"{candidates} candidates are more than {_MOST_CANDIDATES}")
    gone = _withdrawn(words, candidates)
    ballots = _ballots(words, candidates, repairs)
    names = [_name(words, number) for number in range(1, candidates + 1)]
    title = tidy(words.take("the title").text) if words.ahead else ""
    if words.ahead:
        repairs.note("text behind the title was skipped", words.ahead.line)
    head = _told(text, repairs) or beside or election(names, seats, title, repairs)
    if len(head.projects) != candidates:
        raise MisplacedError(
            1, 1, f"the file has {candidates} candidates, but {len(head.projects)} projects are told of"
        )
    head = replace(head, projects=tuple(
        replace(each, cost=WITHDRAWN_COST) if number in gone else each for number, each in enumerate(head.projects, 1)
    ))  # fmt: skip
    votes, lines = _votes(words, ballots, head)
    return head.with_votes(votes, Whereabouts.of_lines(lines), repairs.sentences())


def _told(text: str, repairs: Repairs) -> Head | None:
    at = text.rfind(f"\n{NOTE}")
    if at < 0:
        return None
    try:
        return parse_head_line(text[at + len(NOTE) :].split("\n", 1)[0], repairs)[0]
    except BallotFileError as error:
        raise MisplacedError(text.count("\n", 0, at) + 2, 1, f"the note of pbvote: {error}") from error


def _withdrawn(words: Words, candidates: int) -> set[int]:
    gone: set[int] = set()
    while words.ahead and not words.ahead.is_quoted and words.ahead.text.startswith("-"):
        word = words.take("a withdrawn candidate")
        number = word.text[1:]
        if not (is_number(number) and 1 <= int(number) <= candidates):
            raise words.error(word, f"{shown(word.text)} is no withdrawn candidate from -1 to -{candidates}")
        gone.add(int(number))
    return gone


def _ballots(words: Words, candidates: int, repairs: Repairs) -> list[_Line]:
    ballots: list[_Line] = []
    plain: dict[str, _Line] = {}
    while True:
        found = words.plain_ballot()
        if found is not None and found[2] in plain:
            plain[found[2]].times += found[1]
        elif found is not None:
            groups = [[int(each) for each in place.split("=")] for place in found[2].split()]
            plain[found[2]] = _Line(found[0], found[1], groups)
            ballots.append(plain[found[2]])
        elif words.ahead is not None and words.ahead.is_label:
            repairs.note("labels of ballots were not kept", words.take("a label").line)
        else:
            word = words.ahead
            times = words.number("how many voters cast a ballot, or the 0 that ends the ballots")
            if times == 0 or word is None:
                return ballots
            ballots.append(_Line(word, times, _groups(words, candidates, repairs)))


def _groups(words: Words, candidates: int, repairs: Repairs) -> list[list[int]]:
    groups: list[list[int]] = []
    while True:
        word = words.take("a candidate, or the 0 that ends a ballot")
        if word.text == "0" and not word.is_quoted:
            return groups
        if word.text == "-":
            repairs.note("a place without a candidate was closed up", word.line)
            continue
        numbers = word.text.split("=")
        if word.is_quoted or not all(map(is_number, numbers)):
            raise words.error(word, f"expected a candidate or the 0 that ends a ballot, not {shown(word.text)}")
        if len(groups) == candidates:
            raise words.error(word, f"the ballot has more places than the file has candidates, {candidates}")
        groups.append([int(each) for each in numbers])


def _name(words: Words, number: int) -> str:
    word = words.take(f"the name of candidate {number}")
    return tidy(word.text)


def _votes(words: Words, ballots: Sequence[_Line], head: Head) -> tuple[Votes, list[int]]:
    maker, collector, lines = TiedVotes(head), VoteCollector(len(head.projects)), list[int]()
    for ballot in ballots:
        try:
            is_new = collector.add(maker.vote(ballot.groups), ballot.times)
        except VoteFaultError as fault:
            raise words.error(ballot.word, fault.what) from fault
        if is_new:  # the same ballot may stand on many lines
            lines.append(ballot.word.line)
    return collector.votes(by_voter=False), lines
