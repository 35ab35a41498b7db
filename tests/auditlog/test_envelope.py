import pytest

from pbvote.auditlog.envelope import MAX_CHANGES, Ballot, Envelope, Fate, Replaced, key_mark
from pbvote.domain.errors import NothingToWithdrawError, TooManyChangesError


def ballot(number: int, *, waiting: bool = True) -> Ballot:
    """The ballot of a voter's cast with this number."""
    commitment = f"{number:064x}"
    return Ballot("all", ("a", "b"), bytes(32), commitment, b"receipt", key_mark(f"key {number}"), waiting)


def changed(times: int) -> Envelope:
    envelope = Envelope().holding(ballot(0))
    for number in range(1, times + 1):
        envelope = envelope.holding(ballot(number))
    return envelope


def test_an_empty_envelope_waits_for_nothing() -> None:
    assert list(Envelope().waiting()) == []
    assert not Envelope().has_new_commitment


def test_a_cast_waits_until_a_batch_takes_it() -> None:
    envelope = Envelope().holding(ballot(1))
    assert list(envelope.waiting()) == [("added", f"{1:064x}")]
    assert list(envelope.batched().waiting()) == []
    assert envelope.batched().ballot == ballot(1, waiting=False)


def test_a_vote_changed_before_its_batch_is_added_and_superseded_together() -> None:
    envelope = Envelope().holding(ballot(1)).holding(ballot(2))
    assert sorted(envelope.waiting()) == [
        ("added", f"{1:064x}"),
        ("added", f"{2:064x}"),
        ("superseded", f"{1:064x}"),
    ]
    assert list(envelope.batched().waiting()) == []


def test_a_vote_changed_after_its_batch_is_only_superseded() -> None:
    envelope = Envelope().holding(ballot(1)).batched().holding(ballot(2))
    assert sorted(envelope.waiting()) == [("added", f"{2:064x}"), ("superseded", f"{1:064x}")]


def test_a_withdrawal_brings_no_new_commitment() -> None:
    """Fifty members whose only act is to take back make no batch: a batch needs new commitments of fifty."""
    envelope = Envelope().holding(ballot(1)).batched().withdrawn()
    assert list(envelope.waiting()) == [("withdrawn", f"{1:064x}")]
    assert not envelope.has_new_commitment
    assert envelope.ballot is None


def test_a_vote_cast_and_taken_back_before_a_batch_still_enters_the_log() -> None:
    envelope = Envelope().holding(ballot(1)).withdrawn()
    assert sorted(envelope.waiting()) == [("added", f"{1:064x}"), ("withdrawn", f"{1:064x}")]
    assert envelope.has_new_commitment


def test_an_annulled_vote_is_listed_as_annulled() -> None:
    assert list(Envelope().holding(ballot(1)).batched().annulled().waiting()) == [("annulled", f"{1:064x}")]


def test_nobody_hides_behind_an_annulled_vote() -> None:
    """The list `annulled` sets it apart from the others of its batch, so it is none of the fifty."""
    cast = Envelope().holding(ballot(1))
    assert cast.hides_others
    assert cast.withdrawn().hides_others
    assert not cast.annulled().hides_others
    assert not cast.annulled().holding(ballot(2)).hides_others
    assert cast.annulled().batched().holding(ballot(2)).hides_others
    assert not cast.batched().hides_others
    assert not Envelope().hides_others


def test_the_keys_of_replaced_ballots_are_remembered() -> None:
    envelope = changed(2)
    assert envelope.was_replaced(key_mark("key 0"))
    assert envelope.was_replaced(key_mark("key 1"))
    assert not envelope.was_replaced(key_mark("key 2"))
    assert envelope.ballot is not None
    assert envelope.ballot.key == key_mark("key 2")
    assert envelope.batched().was_replaced(key_mark("key 0"))


def test_a_key_mark_has_16_bytes_whatever_the_key() -> None:
    marks = {key_mark(key) for key in ("", "a", "b", "a" * 1000)}
    assert len(marks) == 4
    assert {16} == {len(mark) for mark in marks}


def test_a29_a_vote_may_be_changed_30_times() -> None:
    envelope = changed(MAX_CHANGES)
    assert len(envelope.replaced) == 30
    with pytest.raises(TooManyChangesError):
        envelope.holding(ballot(31))
    with pytest.raises(TooManyChangesError):
        envelope.withdrawn()


def test_taking_back_counts_as_a_change_and_casting_again_does_not() -> None:
    envelope = changed(MAX_CHANGES - 1).withdrawn()
    assert len(envelope.holding(ballot(40)).replaced) == 30
    with pytest.raises(TooManyChangesError):
        envelope.holding(ballot(40)).holding(ballot(41))


def test_a_member_is_annulled_even_after_30_changes() -> None:
    assert changed(MAX_CHANGES).annulled().replaced[-1].fate is Fate.ANNULLED


def test_nothing_can_be_taken_back_twice() -> None:
    for empty in (Envelope(), changed(0).withdrawn()):
        with pytest.raises(NothingToWithdrawError):
            empty.withdrawn()
        with pytest.raises(NothingToWithdrawError):
            empty.annulled()


def test_what_cannot_be_is_refused() -> None:
    gone = Replaced("0" * 64, bytes(16), Fate.SUPERSEDED, added_waiting=False, fate_waiting=False)
    with pytest.raises(ValueError, match="0000"):
        Replaced("0" * 64, bytes(16), Fate.SUPERSEDED, added_waiting=True, fate_waiting=False)
    with pytest.raises(ValueError, match="32"):
        Envelope(None, (gone,) * 32)
    with pytest.raises(ValueError, match="31"):
        Envelope(ballot(1), (gone,) * 31)
    with pytest.raises(ValueError, match="11"):
        Ballot("all", tuple("abcdefghijk"), bytes(32), "0" * 64, b"", bytes(16))
    with pytest.raises(ValueError, match="0000"):
        Ballot("all", (), bytes(32), "0" * 64, b"", bytes(15))
