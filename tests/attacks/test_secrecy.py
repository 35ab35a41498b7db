"""What a thief of files and bundles learns: A27, A32 and A59."""

import itertools
import json
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path
from random import Random

import psycopg
import pytest
from sqlalchemy import select, text

from pbvote.auditlog.commitment import canonical_ballot, commitment_of
from pbvote.auditlog.receipt import parse_receipt
from pbvote.services.assemble_bundle import auditor_bundle, public_bundle
from pbvote.services.keep_draft import DraftChange, change_draft
from pbvote.services.sealed_rows import sealer
from pbvote.services.withdraw_ballot import withdraw_ballot
from pbvote.storage.tables import BallotRow, EnvelopeRow
from tests.factories import OPENS, ROUND, YOUTH, World, open_world

MANY = 120
CHANCE = Random(5)  # noqa: S311 - draws test votes, no secrets
IDS = [project.id for project in YOUTH.projects]


@pytest.fixture
def voted(tmp_path: Path, sqlite_url: str) -> World:
    """Sixty young people have voted in an order of their own; drafts, changes, withdrawals and a batch among it."""
    return vote(open_world(tmp_path / "data", sqlite_url, MANY))


def vote(world: World) -> World:
    """Sixty votes of the young, a few changed and taken back, and the batch of a morning."""
    young = list(range(0, MANY, 2))
    CHANCE.shuffle(young)
    for number in young:
        ranking = CHANCE.sample(IDS, CHANCE.randint(1, 3))
        change_draft(world.office, world.seat(number), "youth", DraftChange("set", order=tuple(ranking)))
        world.cast(number, *ranking, key=f"form {number}")
    world.at(OPENS.replace(day=2, hour=6))
    for number in young[:5]:
        world.cast(number, *CHANCE.sample(IDS, 2), key=f"change {number}")
    withdraw_ballot(world.office, world.seat(young[5]), "youth")
    change_draft(world.office, world.seat(young[5]), "youth", DraftChange("set", order=("boat", "quiet")))
    return world


def zip_content(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(raw)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def test_a27_commitments_do_not_give_way_to_a_list_of_all_rankings(voted: World) -> None:
    """Salts are 32 bytes, all different, in no public file, and without them no ranking opens a commitment."""
    voted.close()
    voted.publish()
    with voted.office.database.read() as db:
        ballots = list(db.scalars(select(BallotRow)))
    salts = {ballot.salt for ballot in ballots}
    assert (len(salts), {len(salt) for salt in salts}) == (len(ballots), {32})
    public = b"".join(zip_content(public_bundle(voted.office, ROUND)).values())
    assert not any(salt in public or salt.hex().encode() in public for salt in salts)
    guesses = {
        commitment_of(salt, canonical_ballot(round_id=ROUND, pot_id="youth", group="all", ranking=ranking))
        for length in range(4)
        for ranking in itertools.permutations(IDS, length)
        for salt in (bytes(32), b"\xff" * 32)
    }
    commitments = {ballot.commitment for ballot in ballots}
    assert all(commitment.encode() in public for commitment in commitments)
    assert not guesses & commitments


def secrets_of(world: World) -> set[bytes]:
    """What no file may hold before the close: salts, waiting commitments, receipts, rankings, in their spellings."""
    found: set[bytes] = set()
    box = sealer(world.office, ROUND)
    with world.office.database.read() as db:
        for row in db.scalars(select(EnvelopeRow)):
            envelope = box.open(row)
            ballot = envelope.ballot
            if ballot is None:
                continue
            found |= {ballot.salt, ballot.salt.hex().encode(), ballot.key}
            if ballot.waiting:
                found |= {ballot.commitment.encode(), bytes.fromhex(ballot.commitment), ballot.receipt}
            if len(ballot.ranking) > 1:
                for separator in ('","', '", "', ",", " ", "\0", "\n"):
                    found.add(separator.join(ballot.ranking).encode())
    return found


def test_a32_the_files_of_sqlite_hold_ciphertext_only(voted: World, tmp_path: Path) -> None:
    """Neither the database, nor its write-ahead log, nor a page that was freed shows a ranking or a salt."""
    secrets = secrets_of(voted)
    assert len(secrets) > 200
    files = sorted(tmp_path.glob("pbvote.db*"))
    assert {file.name for file in files} >= {"pbvote.db", "pbvote.db-wal"}
    raw = b"".join(file.read_bytes() for file in files)
    assert b"Bike repair shed" in raw  # what is public is readable, so the search finds what is there
    assert [secret for secret in secrets if secret in raw] == []
    with voted.office.database.read() as db:
        assert db.execute(text("PRAGMA secure_delete")).scalar_one() == 1
        assert db.scalars(select(BallotRow)).all() == []


def test_a32_a_dump_of_postgresql_holds_ciphertext_only(tmp_path: Path, postgres_url: str) -> None:
    """Every column of every table, as text: no ranking, no salt, no waiting commitment."""
    world = vote(open_world(tmp_path / "data", postgres_url, MANY))
    secrets = secrets_of(world)
    with closing(psycopg.connect(postgres_url.replace("+psycopg", ""))) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        dump = b""
        for (table,) in tables:
            with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT".encode()) as rows:
                dump += b"".join(bytes(row) for row in rows)
    assert b"Bike repair shed" in dump
    assert [secret for secret in secrets if secret in dump or secret.hex().encode() in dump] == []
    world.office.database.close()


def test_a32_rows_of_the_box_join_to_no_member_by_order_or_transaction(tmp_path: Path, postgres_url: str) -> None:
    """The box was written once: one transaction, and an order of rows that says nothing about anybody's."""
    world = vote(open_world(tmp_path / "data", postgres_url, MANY))
    in_envelopes = ballots_by_member(world)
    world.close()
    with closing(psycopg.connect(postgres_url.replace("+psycopg", ""))) as connection:
        box = connection.execute("SELECT commitment, id, xmin::text FROM ballot ORDER BY ctid").fetchall()
        envelopes = connection.execute(
            "SELECT member_key, xmin::text FROM envelope WHERE pot_id = 'youth' ORDER BY ctid"
        ).fetchall()
        marks = connection.execute("SELECT member_key FROM mark WHERE pot_id = 'youth' ORDER BY ctid").fetchall()
    assert len({xmin for _, _, xmin in box}) == 1
    assert len({xmin for _, xmin in envelopes}) == 1
    assert [identity for _, identity, _ in box] == sorted(identity for _, identity, _ in box)
    order_in_box = [commitment for commitment, _, _ in box]
    assert len(order_in_box) > 50
    for members in ([key for key, _ in envelopes], [key for (key,) in marks], list(world.members)):
        in_their_order = [in_envelopes[key] for key in members if key in in_envelopes]
        assert agreement(order_in_box, in_their_order) < 10
    world.office.database.close()


def ballots_by_member(world: World) -> dict[str, str]:
    """The commitment of each young member's ballot."""
    box = sealer(world.office, ROUND)
    with world.office.database.read() as db:
        rows = db.scalars(select(EnvelopeRow).where(EnvelopeRow.pot_id == "youth"))
        opened = {row.member_key: box.open(row).ballot for row in rows}
    return {key: ballot.commitment for key, ballot in opened.items() if ballot is not None}


def agreement(one: list[str], other: list[str]) -> int:
    """How many stand at the same place in both lists; about 1 of two lists without relation."""
    assert set(one) == set(other)
    return sum(here == there for here, there in zip(one, other, strict=True))


def test_a32_an_sqlite_table_keeps_no_order_of_writing(voted: World) -> None:
    """Tables with members or ballots have no rowid."""
    with voted.office.database.read() as db:
        without = set(db.execute(text("SELECT name FROM pragma_table_list WHERE wr = 1")).scalars())
    assert without >= {"ballot", "envelope", "draft", "mark", "roll", "code", "sign_in", "voter_session", "commitment"}


def test_a59_ballots_leave_sorted(voted: World) -> None:
    """In every file of every bundle ballots, codes and leaves are sorted, and not in the order of writing."""
    written = [parse_receipt(voted.cast(number, "bike", key="last").note).commitment for number in range(0, 40, 2)]
    voted.close()
    voted.publish()
    files = zip_content(auditor_bundle(voted.office, ROUND))
    ballots = [json.loads(line)["commitment"] for line in files["pots/youth/ballots.jsonl"].splitlines()]
    codes = files["pots/youth/codes.txt"].splitlines()
    leaves = [json.loads(line)["leaf"] for line in files["roll/leaves.jsonl"].splitlines()]
    assert ballots == sorted(ballots)
    assert codes == sorted(codes)
    assert leaves == sorted(leaves)
    batched = [json.loads(line) for line in files["log.jsonl"].splitlines() if b"ballots.batched" in line]
    assert len(batched) == 2
    assert all(entry[name] == sorted(entry[name]) for entry in batched for name in ("added", "superseded", "withdrawn"))
    assert [each for each in ballots if each in written] != written
