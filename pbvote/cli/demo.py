"""An invented trust to try: last year's round with its verified result, and this year's open for voting.

The first start builds everything through the services that every round goes through; later ones find it there.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from calendar import month_name
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

import uvicorn

from pbvote.cli.demo_staff import STAFF, say_codes, say_staff, write_staff
from pbvote.cli.release import installed_release
from pbvote.cli.serve import NOT_STARTED, server_config
from pbvote.config import Settings
from pbvote.domain.errors import PbvoteError
from pbvote.domain.round import RoundState
from pbvote.services.assemble_bundle import auditor_bundle, public_bundle
from pbvote.services.demo.build import Card, build_demo
from pbvote.services.demo.enrol_staff import enrol_staff
from pbvote.services.demo.read_content import marlbrook
from pbvote.services.office import Office, office_at, origin_of
from pbvote.storage.queries.pages import round_view, trust_page

CARDS = "cards.json"


class NotADemoError(PbvoteError):
    """The folder holds an installation that is not a rehearsal, or one that cannot be a demo."""


class PortTakenError(PbvoteError):
    """Another program listens where the demo should."""


def add_arguments(parser: ArgumentParser) -> None:
    """Whether to serve, or only to say digits."""
    parser.add_argument("what", nargs="?", choices=["codes"], help="say what the staff’s authenticator apps show now")
    parser.add_argument("--build-only", action="store_true", help="build the demo and end, without serving it")


def run(args: Namespace) -> int:
    """Build what is missing, say how to get in, and serve until told to stop."""
    settings = demo_settings(Settings.from_environment())
    if args.what == "codes":
        return _say_codes(settings)
    if not args.build_only:
        _check_port(settings)
    if not settings.data.exists():
        _build(settings)
    _check_demo(settings)
    office = office_at(settings.data, settings.database_url, origin_of(settings.address))
    _check_rehearsal(office)
    _say_how_to_get_in(settings, office)
    if args.build_only:
        return 0
    office.database.close()
    # The site reads its settings from the environment, like that of every installation.
    os.environ.update(PBVOTE_DATA=str(settings.data), PBVOTE_DATABASE_URL=settings.database_url)
    server = uvicorn.Server(server_config(settings))
    with suppress(KeyboardInterrupt):
        server.run()
    return 0 if server.started else NOT_STARTED


def _say_codes(settings: Settings) -> int:
    _check_demo(settings)
    office = office_at(settings.data, settings.database_url, origin_of(settings.address))
    try:
        say_codes(office)
    finally:
        office.database.close()
    return 0


def _check_demo(settings: Settings) -> None:
    if not settings.data.exists():
        raise NotADemoError("There is no demo yet. Start it first: pbvote demo")
    if not all((settings.data / name).is_file() for name in (CARDS, STAFF)):
        raise NotADemoError(
            f"The folder {settings.data} is not a demo’s. It is left as it is; choose another PBVOTE_DATA."
        )


def demo_settings(settings: Settings) -> Settings:
    """The same settings with a data folder and a database of the demo's own, so that it never mixes with a real one."""
    data = settings.data / "demo"
    return replace(settings, data=data, database_url=f"sqlite:///{data / 'pbvote.db'}")


def _check_port(settings: Settings) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.host, settings.port))
        except OSError as error:
            taken = f"Port {settings.port} is taken by another program."
            raise PortTakenError(f"{taken} Choose another one: PBVOTE_PORT={settings.port + 1} make demo") from error


def _build(settings: Settings) -> None:
    """Build in a folder beside, and rename it when all is there: a start that was broken off leaves nothing behind."""
    partial = settings.data.with_name("demo.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    print("Building the demo. Every vote goes through the real services, so this takes some seconds.", flush=True)
    office = office_at(partial, f"sqlite:///{partial / 'pbvote.db'}", origin_of(settings.address))
    try:
        cards = build_demo(office, installed_release(), lambda line: print(f"  {line}", flush=True))
        print(f"  {_verified(office, partial)}", flush=True)
        write_staff(partial, enrol_staff(office, marlbrook().trust))
    finally:
        office.database.close()
    _write_cards(partial / CARDS, cards)
    partial.rename(settings.data)


def _verified(office: Office, folder: Path) -> str:
    """Let the verifier, as a separate process, check the bundles of the finished round."""
    finished = marlbrook().finished_round.slug
    public, auditor = folder / "public.zip", folder / "auditor.zip"
    public.write_bytes(public_bundle(office, finished))
    auditor.write_bytes(auditor_bundle(office, finished))
    command = [sys.executable, "-m", "pbvote.verifier", str(public), "--auditor", str(auditor), "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    if ended.returncode != 0:
        said = (ended.stdout + ended.stderr)[-800:]
        raise NotADemoError(f"The verifier did not accept the finished round: {said}")
    passed = sum(finding["state"] == "ok" for finding in json.loads(ended.stdout)["findings"])
    return f"An independent program verified the result: {passed} checks passed, none failed."


def _write_cards(path: Path, cards: Sequence[Card]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(card) for card in cards], file)


def _check_rehearsal(office: Office) -> None:
    with office.database.read() as db:
        if not trust_page(db).rehearsal:
            raise NotADemoError("This folder holds a real installation. The demo runs only in a rehearsal.")


def _say_how_to_get_in(settings: Settings, office: Office) -> None:
    with office.database.read() as db:
        open_round = round_view(db, marlbrook().open_round.slug)
    print(f"\nThe demo is at {settings.address}")
    if open_round.state is not RoundState.OPEN:
        print(f"Its round is {open_round.state.value}. For a new demo, remove the folder {settings.data}")
    print("\nVoting cards of invented people:")
    for card in json.loads((settings.data / CARDS).read_text(encoding="utf-8")):
        voted = ", has voted" if card["has_voted"] else ""
        over = card.get("over")  # a demo that an older release made has none
        if over:
            print(f"\nA card of “{over}”, which is over. It shows where this voter’s money went:")
        if card.get("asks"):
            print(f"\nA card of “{card['asks']}”, which asks for ideas. Its holder {card['part']}:")
        born = f"{card['day']:>2} {month_name[card['month']]:9}"
        print(f"  {card['code']}  birthday {born}  {card['name']}, {card['age']}, {card['ward']}{voted}")
        print(f"{'':19}{', '.join(card['pots'])}")
    say_staff(settings.data, settings.address)
    print("\nCtrl-C stops it.\n", flush=True)
