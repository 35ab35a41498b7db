"""A33: what stands in logs, on the terminal and in tracebacks after a run with all kinds of failures."""

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from pbvote.auditlog.receipt import parse_receipt
from pbvote.domain.errors import PbvoteError
from pbvote.services.keep_draft import DraftChange, change_draft
from pbvote.services.receipts import Receipt
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.storage.tables import BallotRow
from tests.factories import ROUND, World, open_world

FIRST, SECOND = ("bike", "quiet"), ("games", "boat", "bike")


def test_a33_no_log_line_and_no_error_joins_a_member_to_a_ballot(
    tmp_path: Path, database_url: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over a run with all kinds of failures no line holds a ranking, a code or a commitment beside a member."""
    caplog.set_level(logging.DEBUG)
    world = open_world(tmp_path / "data", database_url)
    receipts = [world.cast(0, *FIRST), world.cast(2, *SECOND)]
    told = [failure(act) for act in failures(world)]
    world.close()
    lines = "\n".join([*told, caplog.text, *capsys.readouterr()]).splitlines()
    assert len(told) > 10
    assert len(lines) > 100
    secrets = secret_words(receipts) | set(world.members)
    assert [line for line in lines if any(secret in line for secret in secrets)] == []
    world.office.database.close()


def secret_words(receipts: list[Receipt]) -> set[str]:
    words = {receipt.check_code for receipt in receipts}
    words |= {parse_receipt(receipt.note).commitment for receipt in receipts}
    for ranking in (FIRST, SECOND):
        words |= {separator.join(ranking) for separator in ("', '", '", "', '","', ",", " ")}
    return words


def failures(world: World) -> list[Callable[[], object]]:
    """Acts that fail, each in another way, in the middle of other people's votes."""
    office, seat = world.office, world.seat(0)
    key = office.keys.folder / f"round-{ROUND}.key"
    receipt_key = office.keys.folder / "receipt.key"
    code = (world.codes or {})[world.members[0]]
    return [
        lambda: world.cast(0, *SECOND, key=f"0 {FIRST}"),
        lambda: world.cast(0, "bike", "bike"),
        lambda: world.cast(0, "bike", "lamps"),
        lambda: world.cast(1, *SECOND),
        lambda: change_draft(office, seat, "youth", DraftChange("set", order=(*FIRST, FIRST[0]))),
        lambda: sign_in_voter(office, SignInVoter(code, 1, 1, "192.0.2.1")),
        lambda: sign_in_voter(office, SignInVoter(code[:-1], 1, 1, "192.0.2.1")),
        lambda: without(key, lambda: world.cast(0, *FIRST, key="no round key")),
        lambda: without(receipt_key, lambda: world.cast(2, *SECOND, key="no receipt key")),
        lambda: with_trigger(world, lambda: world.cast(0, *FIRST, key="refused by the database")),
        lambda: double_ballot(world),
        lambda: world.agree("publish"),
        lambda: world.agree("count"),
    ]


def failure(act: Callable[[], object]) -> str:
    """The traceback of an act that fails, causes and contexts included."""
    try:
        act()
    except (PbvoteError, DBAPIError) as error:
        return "".join(traceback.format_exception(error))
    raise AssertionError("this was meant to fail")


def without(file: Path, act: Callable[[], object]) -> None:
    """Do something while a key file is away."""
    away = file.rename(file.with_suffix(".away"))
    try:
        act()
    finally:
        away.rename(file)


def with_trigger(world: World, act: Callable[[], object]) -> None:
    """Do something while the database refuses to change an envelope."""
    database = world.office.database
    if database.is_sqlite:
        make = ["CREATE TRIGGER no BEFORE UPDATE ON envelope BEGIN SELECT RAISE(ABORT, 'no'); END"]
        drop = "DROP TRIGGER no"
    else:
        make = [
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$",
            "CREATE TRIGGER no BEFORE UPDATE ON envelope FOR EACH STATEMENT EXECUTE FUNCTION no()",
        ]
        drop = "DROP TRIGGER no ON envelope"
    with database.writer.begin() as connection:
        for statement in make:
            connection.execute(text(statement))
    try:
        act()
    finally:
        with database.writer.begin() as connection:
            connection.execute(text(drop))


def double_ballot(world: World) -> None:
    """Write one commitment twice into the box: the database's error would quote both ballots."""
    row = {"round_id": ROUND, "pot_id": "youth", "group": "all", "ranking": FIRST, "salt": b"s" * 32}
    with world.office.database.write() as uow:
        rows = [{**row, "id": bytes([number]) * 16, "commitment": "c" * 64} for number in (1, 2)]
        uow.db.execute(insert(BallotRow), rows)
