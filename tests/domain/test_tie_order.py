from hashlib import sha256

from pbvote.domain.tie_order import moved_before, tie_order


def test_it_sorts_by_the_hash_of_seed_zero_byte_and_id() -> None:
    ids = ["a", "b", "ż/1", "BO.D1.3/24"]
    by_hand = sorted(ids, key=lambda each: sha256(b"14 7\x00" + each.encode("utf-8")).hexdigest())
    assert tie_order("14 7", ids) == tuple(by_hand)


def test_the_order_given_does_not_matter() -> None:
    assert tie_order("seed", "ABCDEF") == tie_order("seed", "FEDCBA")


def test_spaces_around_an_id_do_not_matter() -> None:
    assert [each.strip() for each in tie_order("seed", [" A", "B ", "C"])] == list(tie_order("seed", "ABC"))


def test_another_seed_gives_another_order() -> None:
    assert len({tie_order(str(seed), "ABCDEF") for seed in range(50)}) > 40


def test_seed_and_id_cannot_run_into_each_other() -> None:
    """The zero byte stands between them: seed "1" with id "2x" is not seed "12" with id "x"."""
    assert sha256(b"1\x002x").digest() != sha256(b"12\x00x").digest()
    assert tie_order("1", ["2x", "3y"]) == tuple(
        sorted(["2x", "3y"], key=lambda each: sha256(b"1\x00" + each.encode()).digest())
    )


def test_moving_before_keeps_the_rest_in_order() -> None:
    assert moved_before("ABCDE", "D", "B") == tuple("ADBCE")
    assert moved_before((0, 1, 2), 2, 0) == (2, 0, 1)
    assert moved_before("ABC", "A", "C") == tuple("BAC")
