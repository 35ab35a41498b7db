"""Say how far each other language is, and list the texts that wait for a translator or for a check."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator

from pbvote.cli.text_table import Column, table, terminal_width
from pbvote.formats.catalogue import Catalogue, Message, State, catalogue_of, languages

ALL = "all"
_COLUMNS = (Column("group"), *(Column(name, right=True) for name in ("texts", "checked", "to check", "to translate")))


def add_arguments(parser: ArgumentParser) -> None:
    """What to list beside the numbers."""
    parser.add_argument("--list", metavar="GROUP", help=f"list what waits in a group of pages, or in “{ALL}” of them")
    parser.epilog = "docs/translating.md says how to go on."


def run(args: Namespace) -> int:
    """Print the state of every catalogue."""
    for code in languages()[1:]:
        catalogue = catalogue_of(code)
        print("\n".join(report(catalogue, terminal_width())))
        if args.list:
            print("\n".join(waiting(catalogue, args.list)))
    return 0


def report(catalogue: Catalogue, width: int) -> Iterator[str]:
    """A line for each group of pages, and one for all; a text counts in the first group that says it."""
    groups: dict[str, Counter[State]] = {}
    for message in catalogue.messages:
        groups.setdefault(group_of(message), Counter())[message.state] += 1
    rows = [_row(group, counts) for group, counts in sorted(groups.items())]
    everything = _row(ALL, Counter(message.state for message in catalogue.messages))
    yield f"pbvote/catalogues/{catalogue.code}.po"
    yield from table(_COLUMNS, [*rows, everything], width)


def waiting(catalogue: Catalogue, group: str) -> Iterator[str]:
    """The texts of a group that nobody has checked or translated yet."""
    for message in catalogue.messages:
        if message.state is not State.CHECKED and group in {ALL, group_of(message)}:
            yield f"{'to check' if message.state is State.UNCHECKED else 'to translate'}: {message.text}"


def group_of(message: Message) -> str:
    """The pages on which a text stands: the folder of its template, else the room that says it."""
    parts = min(message.places, key=_pages_first).split("/")
    if parts[0] == "templates":
        return parts[1] if len(parts) > 2 else "every page"  # noqa: PLR2004 - a file in a folder of templates
    if "board" in parts:
        return "board"
    return {"web": "words of pages", "services": "acts and notices"}.get(parts[1], "facts and rules")


def _pages_first(place: str) -> tuple[bool, bool, str]:
    """Templates before modules, those of members before those of the staff."""
    return not place.startswith("templates/"), "/board/" in place, place


def _row(group: str, counts: Counter[State]) -> list[str]:
    return [group, str(counts.total()), *(str(counts[state]) for state in State)]
