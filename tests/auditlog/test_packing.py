import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.envelope import MAX_CHANGES, MAX_RANKS, Ballot, Envelope, Fate, Replaced
from pbvote.auditlog.packing import DamagedEnvelopeError, pack_envelope, unpack_envelope
from pbvote.auditlog.sealing import LARGEST_PLAIN, Bound, open_sealed, seal

hashes = st.binary(min_size=32, max_size=32)
marks = st.binary(min_size=16, max_size=16)
ids = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
ballots = st.builds(
    Ballot,
    st.sampled_from(["all", "11-15"]),
    st.lists(ids, max_size=MAX_RANKS, unique=True).map(tuple),
    hashes,
    hashes.map(bytes.hex),
    st.binary(max_size=600),
    marks,
    st.booleans(),
)
replaced = st.builds(
    lambda commitment, key, fate, waits: Replaced(commitment, key, fate, *waits),
    hashes.map(bytes.hex),
    marks,
    st.sampled_from(Fate),
    st.sampled_from([(False, False), (False, True), (True, True)]),
)
envelopes = st.builds(Envelope, st.none() | ballots, st.lists(replaced, max_size=4).map(tuple))


def largest(character: str) -> Envelope:
    """30 changes, none of them in the log, 10 ranks of 64 characters and a receipt of 500 bytes."""
    gone = Replaced("f" * 64, b"k" * 16, Fate.WITHDRAWN, added_waiting=True, fate_waiting=True)
    ranking = tuple(character * 63 + str(rank) for rank in range(MAX_RANKS))
    return Envelope(Ballot("g" * 40, ranking, b"s" * 32, "f" * 64, b"r" * 500, b"k" * 16), (gone,) * MAX_CHANGES)


@given(envelopes)
def test_what_was_packed_is_unpacked(envelope: Envelope) -> None:
    assert unpack_envelope(pack_envelope(envelope)) == envelope


def test_an_empty_envelope_takes_three_bytes() -> None:
    assert pack_envelope(Envelope()) == b"\x01\x00\x00"


@pytest.mark.parametrize(("character", "size"), [("a", 2758), ("\u00e9", 3388), ("\u20ac", 4018)])
def test_the_largest_envelope_fits(character: str, size: int) -> None:
    packed = pack_envelope(largest(character))
    assert len(packed) == size <= LARGEST_PLAIN
    bound = Bound("envelope", "vote.example.coop/log/1", "r" * 40, "p" * 40, "m" * 40, 1000)
    assert unpack_envelope(open_sealed(bytes(32), seal(bytes(32), packed, bound), bound)) == largest(character)


@given(envelopes, st.data())
def test_a_cut_or_longer_packing_is_refused(envelope: Envelope, data: st.DataObject) -> None:
    packed = pack_envelope(envelope)
    cut = data.draw(st.integers(0, len(packed) - 1))
    for damaged in (packed[:cut], packed + b"\0", packed + packed):
        with pytest.raises(DamagedEnvelopeError):
            unpack_envelope(damaged)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_are_their_own_packing(raw: bytes) -> None:
    try:
        envelope = unpack_envelope(raw)
    except DamagedEnvelopeError:
        return
    assert pack_envelope(envelope) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x01",
        b"\x00\x00\x00",
        b"\x02\x00\x00",
        b"\x01\x02\x00",
        b"\x01\x04\x00",
        b"\x01\x80\x00",
        b"\x01\x00\x20" + bytes(49) * 32,
        b"\x01\x00\x01\x03" + bytes(48),
        b"\x01\x00\x01\x04" + bytes(48),
        b"\x01\x00\x01\x10" + bytes(48),
        b"\x01\x01\x00\x01\xff\x00" + bytes(115),
    ],
)
def test_flags_and_numbers_without_meaning_are_refused(raw: bytes) -> None:
    with pytest.raises(DamagedEnvelopeError):
        unpack_envelope(raw)
