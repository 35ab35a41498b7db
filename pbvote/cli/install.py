"""Set up the installation of a trust: its keys, its database and the first line of its public log."""

from argparse import ArgumentParser, Namespace

from pbvote.cli.release import installed_release
from pbvote.config import Settings
from pbvote.services.install import Trust, install
from pbvote.services.office import open_office


def add_arguments(parser: ArgumentParser) -> None:
    """What residents read about the trust on every page."""
    parser.add_argument("--trust", required=True, metavar="NAME", help="the name of the trust")
    parser.add_argument("--area", required=True, metavar="AREA", help="the place that it is for")
    parser.add_argument("--phone", required=True, metavar="NUMBER", help="whom voters call for help")
    parser.add_argument("--contact", required=True, metavar="WORDS", help="where help is to be had, in a sentence")
    parser.add_argument(
        "--rehearsal", action="store_true",
        help="make it a rehearsal for good: officers may move its clock, every page says that nothing is real",
    )  # fmt: skip
    parser.epilog = "Settings are environment variables named PBVOTE_...; docs/settings.md lists them."


def run(args: Namespace) -> int:
    """Install, and say what comes next. What is installed is never installed over."""
    settings = Settings.from_environment()
    office = open_office(settings)
    try:
        trust = Trust(*(" ".join(text.split()) for text in (args.trust, args.area, args.phone, args.contact)))
        install(office, trust, installed_release(), shifted=args.rehearsal)
    finally:
        office.database.close()
    kind = "a rehearsal" if args.rehearsal else "the real thing"
    print(f"{trust.name} is installed as {kind}, in {settings.data}.")
    print("Keep a copy of its folder keys/ apart from copies of the database.")
    print('Next: pbvote officers invite "First Officer" "Second Officer" "Third Officer"')
    return 0
