"""Invite officers by one-time links, or give one of them a new link.

The first three are invited together. Once two of them can sign in, whatever is done here stands in the public log and
works only 24 hours later, so that the officers can see it coming and stop it. Clerks and helpers are appointed by two
officers on the page “People”.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from pbvote.config import Settings
from pbvote.services.console_staff import (
    FIRST_OFFICERS,
    Link,
    has_officers,
    invite_first_officers,
    invite_officer,
    renew_at_console,
)
from pbvote.services.office import Office, open_office
from pbvote.storage.queries.people import people

UK = ZoneInfo("Europe/London")


def add_arguments(parser: ArgumentParser) -> None:
    """What to do, and about whom."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="invite | renew | list")
    invite = acts.add_parser("invite", help="the first three officers together; later one at a time")
    invite.add_argument("name", nargs="+", metavar="NAME")
    renew = acts.add_parser("renew", help="a new link for an officer who cannot sign in")
    renew.add_argument("role", metavar="ROLE", help="such as officer-2")
    acts.add_parser("list", help="who works for the trust, and who can sign in")


def run(args: Namespace) -> int:
    """Do it and print the links, which are shown nowhere else."""
    settings = Settings.from_environment()
    office = open_office(settings)
    try:
        if args.act == "list":
            _list(office)
        elif args.act == "renew":
            _say([renew_at_console(office, args.role)], settings.address)
        else:
            _say(_invite(office, args.name), settings.address)
    finally:
        office.database.close()
    return 0


def _invite(office: Office, names: Sequence[str]) -> list[Link]:
    if not has_officers(office) or len(names) == FIRST_OFFICERS:
        return invite_first_officers(office, names)
    return [invite_officer(office, name) for name in names]


def _say(links: Sequence[Link], address: str) -> None:
    for link in links:
        print(f"{link.name}, {link.role}:")
        print(f"  {address}/board/join/{link.token}")
        print(f"  It works once, from {link.works_from.astimezone(UK):%d %B %Y, %H:%M} (UK time) on, for 7 days.")
    if any(link.is_delayed for link in links):
        print("This stands in the public log now. Tell the officers what you did, and why.")
    print("Give each link to that person alone. It is shown only now.")


def _list(office: Office) -> None:
    with office.database.read() as db:
        everybody = [each for each in people(db) if each.ended_at is None]
    for each in everybody:
        state = "can sign in" if each.can_sign_in else "cannot sign in yet"
        print(f"{each.role:10} {each.name}: {state if each.is_appointed else 'announced, not appointed yet'}")
    if not everybody:
        print('Nobody yet. Next: pbvote officers invite "First Officer" "Second Officer" "Third Officer"')
