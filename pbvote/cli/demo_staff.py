"""How a newcomer plays the demo's officers, clerk and helper: their passwords, and the digits of their apps."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pbvote.services.demo.enrol_staff import DemoSignIn, present_digits
from pbvote.services.office import Office

STAFF = "staff.json"
"""In the demo's folder: passwords that were made for this installation, and protect nothing real."""


def write_staff(folder: Path, sign_ins: Sequence[DemoSignIn]) -> None:
    """Keep the passwords for the next start, for the owner of the folder alone."""
    with os.fdopen(os.open(folder / STAFF, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(each) for each in sign_ins], file)


def say_staff(folder: Path, address: str) -> None:
    """Print who can sign in to the board, and how."""
    print(f"\nThe board’s side is at {address}/board. Everybody signs in with a login name, a password and six digits:")
    for each in json.loads((folder / STAFF).read_text(encoding="utf-8")):
        print(f"  {each['login']:6} {each['password']:29} {each['name']}, {each['role']}")
    print("  The digits of the moment, in another terminal: make codes (or pbvote demo codes)")


def say_codes(office: Office) -> None:
    """Print what everybody's authenticator app shows now. Raises NotARehearsalError outside a rehearsal."""
    everybody = present_digits(office)
    for each in everybody:
        print(f"{each.digits[:3]} {each.digits[3:]}  {each.name}, {each.role}")
    if everybody:
        print(f"These change in {everybody[0].seconds} seconds. Each works once.")
