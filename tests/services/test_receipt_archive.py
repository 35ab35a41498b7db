"""What a voter takes home proves, without this server, that the vote is in the log."""

import zipfile
from io import BytesIO

import pytest

from pbvote.auditlog.checkpoint import read_checkpoint
from pbvote.auditlog.receipt import parse_receipt, verify_receipt
from pbvote.auditlog.tlogproof import verify_tlog_proof
from pbvote.domain.errors import NotEligibleError
from pbvote.services.receipt_archive import receipt_archive
from pbvote.services.suspend_round import suspend_round
from pbvote.services.withdraw_ballot import withdraw_ballot
from tests.factories import ROUND, World


def archive(world: World, number: int) -> dict[str, bytes]:
    raw = receipt_archive(world.office, world.seat(number), "youth")
    assert raw is not None
    with zipfile.ZipFile(BytesIO(raw)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def test_before_the_batch_it_holds_receipt_and_checkpoint(world: World) -> None:
    receipt = world.cast(0, "bike")
    files = archive(world, 0)
    assert set(files) == {"receipt.txt", "checkpoint.txt"}
    assert files["receipt.txt"] == receipt.note
    log_key, receipt_key = world.office.keys.verifier_keys(world.office.origin)
    verify_receipt(files["receipt.txt"], receipt_key)
    read_checkpoint(files["checkpoint.txt"], log_key)


def test_after_the_close_it_proves_the_entry(world: World) -> None:
    """The proof verifies against the line, and the line holds the commitment of the receipt."""
    receipts = [world.cast(number, "bike") for number in (0, 2, 4)]
    world.close()
    log_key, _ = world.office.keys.verifier_keys(world.office.origin)
    for number, receipt in zip((0, 2, 4), receipts, strict=True):
        files = archive(world, number)
        assert set(files) == {"receipt.txt", "checkpoint.txt", "entry.jsonl", "proof.txt"}
        line = files["entry.jsonl"].removesuffix(b"\n")
        verify_tlog_proof(files["proof.txt"], line, log_key)
        assert parse_receipt(receipt.note).commitment.encode() in line


def test_a_later_checkpoint_proves_it_as_well(world: World) -> None:
    world.cast(0, "bike")
    world.close()
    world.publish()
    log_key, _ = world.office.keys.verifier_keys(world.office.origin)
    files = archive(world, 0)
    index, checkpoint = verify_tlog_proof(files["proof.txt"], files["entry.jsonl"].removesuffix(b"\n"), log_key)
    assert index + 1 < checkpoint.size


def test_without_a_vote_there_is_none(world: World) -> None:
    assert receipt_archive(world.office, world.seat(0), "youth") is None
    world.cast(0, "bike")
    withdraw_ballot(world.office, world.seat(0), "youth")
    assert receipt_archive(world.office, world.seat(0), "youth") is None
    with pytest.raises(NotEligibleError):
        receipt_archive(world.office, world.seat(1), "youth")


def test_it_is_given_while_voting_is_stopped(world: World) -> None:
    world.cast(0, "bike")
    suspend_round(world.office, "officer-1", ROUND, "technical")
    assert archive(world, 0)
