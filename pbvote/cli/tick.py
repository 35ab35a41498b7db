"""Do what is due now: sign, close, resume, open, batch, and send messages. Cron may run it instead of the server."""

from argparse import ArgumentParser, Namespace

from pbvote.config import Settings
from pbvote.services.office import open_office
from pbvote.services.send_outbox import prune_outbox, send_outbox
from pbvote.services.tick import tick


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing: settings stand in the environment."""
    parser.epilog = "Settings are environment variables named PBVOTE_...; docs/settings.md lists them."


def run(args: Namespace) -> int:  # noqa: ARG001 - every command has this shape
    """Run the jobs once."""
    office = open_office(Settings.from_environment())
    try:
        done = tick(office)
        send_outbox(office)
        prune_outbox(office)
    finally:
        office.database.close()
    print("done" if done else "another process is doing it")
    return 0
