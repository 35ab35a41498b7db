from pathlib import Path

import pytest

from pbvote.auditlog.roundkey import RoundKeyMissingError, create_round_key, read_round_key
from pbvote.auditlog.secretfile import SecretFileExistsError


def test_a_round_key_is_random_and_read_back(tmp_path: Path) -> None:
    keys = {create_round_key(tmp_path / str(number)) for number in range(20)}
    assert keys == {read_round_key(tmp_path / str(number)) for number in range(20)}
    assert {32} == {len(key) for key in keys}
    assert len(keys) == 20


def test_a_round_key_is_never_drawn_anew_over_an_old_one(tmp_path: Path) -> None:
    key = create_round_key(tmp_path / "key")
    with pytest.raises(SecretFileExistsError):
        create_round_key(tmp_path / "key")
    assert key == read_round_key(tmp_path / "key")


def test_a_key_that_was_taken_away_stops_voting_at_once(tmp_path: Path) -> None:
    path = tmp_path / "key"
    create_round_key(path)
    read_round_key(path)
    path.unlink()
    with pytest.raises(RoundKeyMissingError, match="voting has to wait"):
        read_round_key(path)


def test_a_key_that_is_short_or_open_to_others_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key = create_round_key(path)
    path.write_bytes(key[:31])
    with pytest.raises(RoundKeyMissingError):
        read_round_key(path)
    path.write_bytes(key)
    path.chmod(0o644)
    with pytest.raises(RoundKeyMissingError):
        read_round_key(path)
