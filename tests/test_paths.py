from pathlib import Path

import pytest

from pbvote import paths
from pbvote.paths import FilesMissingError

CHECKOUT = Path(__file__).resolve().parent.parent


def test_in_a_checkout_the_folders_beside_the_package_are_used() -> None:
    assert paths.checkout() == CHECKOUT
    assert paths.templates() == CHECKOUT / "templates"
    assert paths.static() == CHECKOUT / "static"
    assert paths.migrations() == CHECKOUT / "migrations"


def test_a_copy_inside_the_package_does_not_win_over_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editable install leaves one, and it grows old."""
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "pbvote")
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "templates").mkdir()
    (tmp_path / "pbvote" / "_data" / "templates").mkdir(parents=True)
    assert paths.templates() == tmp_path / "templates"


def test_in_a_wheel_the_folders_lie_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "pbvote")
    (tmp_path / "pbvote" / "_data" / "static").mkdir(parents=True)
    assert paths.checkout() is None
    assert paths.static() == tmp_path / "pbvote" / "_data" / "static"


def test_an_incomplete_install_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "pbvote")
    with pytest.raises(FilesMissingError, match="migrations"):
        paths.migrations()
