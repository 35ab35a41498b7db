"""Bundles are assembled once and served from the disk."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pbvote.domain.errors import ResultNotPublishedError
from pbvote.services import keep_bundle
from pbvote.services.assemble_bundle import auditor_bundle, public_bundle
from pbvote.services.keep_bundle import open_auditor_bundle, open_public_bundle
from pbvote.services.office import Office
from pbvote.services.record_incident import Incident, record_incident
from pbvote.services.sign_log import sign_log
from tests.factories import ROUND, World


@pytest.fixture
def published(world: World) -> World:
    """A round with three votes whose result is published."""
    for number in (0, 2, 4):
        world.cast(number, "bike")
    world.close()
    world.publish()
    return world


def public_bytes(world: World) -> bytes:
    with open_public_bundle(world.office, ROUND) as file:
        return file.read()


def counted_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []

    def assemble(office: Office, round_id: str) -> bytes:
        calls.append(round_id)
        return public_bundle(office, round_id)

    monkeypatch.setattr(keep_bundle, "public_bundle", assemble)
    return calls


def test_the_kept_bundles_are_those_that_are_assembled(published: World) -> None:
    assert public_bytes(published) == public_bundle(published.office, ROUND)
    with open_auditor_bundle(published.office, ROUND) as file:
        assert file.read() == auditor_bundle(published.office, ROUND)


def test_many_readers_at_once_assemble_it_once(published: World, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted_calls(monkeypatch)
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: public_bytes(published), range(24)))
    assert len(answers) == 1
    assert calls == [ROUND]


def test_a_longer_signed_log_makes_a_new_bundle_and_removes_the_old(
    published: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = counted_calls(monkeypatch)
    first = public_bytes(published)
    record_incident(published.office, Incident("clock-jumped"))
    assert public_bytes(published) == first  # not signed yet, so no bundle holds it
    with published.office.database.write() as uow:
        uow.log.lock_head().due = uow.log.lock_head().size
        uow.commit()
    sign_log(published.office)
    second = public_bytes(published)
    assert b"clock-jumped" in second
    assert b"clock-jumped" not in first
    assert len(calls) == 2
    assert len(list((published.office.data / "bundles").glob(f"{ROUND}.public.*"))) == 1


def test_a_bundle_before_publishing_is_another_than_after(world: World) -> None:
    """What auditors got early is not served once the result is out."""
    world.cast(0, "bike")
    world.close()
    world.agree("draw", seed="1 2 3")
    world.agree("count")
    with open_auditor_bundle(world.office, ROUND) as file:
        early = file.read()
    world.agree("publish")
    with open_auditor_bundle(world.office, ROUND) as file:
        late = file.read()
    assert b"result.published" in late
    assert b"result.published" not in early


def test_a_download_that_began_ends_although_the_file_is_stale(world: World) -> None:
    world.close()
    world.agree("draw", seed="1 2 3")
    world.agree("count")
    with open_auditor_bundle(world.office, ROUND) as early:
        world.agree("publish")
        open_auditor_bundle(world.office, ROUND).close()
        assert early.read(4) == b"PK\x03\x04"


def test_nobody_else_at_the_machine_reads_them(published: World) -> None:
    public_bytes(published)
    folder = published.office.data / "bundles"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_there_is_none_before_the_count(world: World) -> None:
    world.close()
    for opened in (open_public_bundle, open_auditor_bundle):
        with pytest.raises(ResultNotPublishedError):
            opened(world.office, ROUND)
    assert not (world.office.data / "bundles").exists()


def test_there_is_no_public_one_before_publishing(world: World) -> None:
    world.close()
    world.agree("draw", seed="1 2 3")
    world.agree("count")
    with pytest.raises(ResultNotPublishedError):
        open_public_bundle(world.office, ROUND)


def test_a_disk_that_is_full_leaves_no_half_bundle(published: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        open_public_bundle(published.office, ROUND)
    monkeypatch.undo()
    assert list((published.office.data / "bundles").iterdir()) == []
    assert public_bytes(published)[:2] == b"PK"
