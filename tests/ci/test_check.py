import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest

from tests.conftest import CHECKOUT


def load_check() -> ModuleType:
    """The program .ci/check.py, which stands in no package."""
    spec = spec_from_file_location("check", CHECKOUT / ".ci" / "check.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(CHECKOUT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check = load_check()

PYTHON = sys.executable


@pytest.fixture(autouse=True)
def stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three stages of our own instead of the real ones; an absolute program is taken as it is."""
    monkeypatch.setattr(
        check,
        "STAGES",
        {
            "first": (PYTHON, "-c", "print('one file is fine')"),
            "tests": (PYTHON, "-c", "print('....'); print('=== 4 passed in 1 s ==='); print()", "pytest"),
            "last": (PYTHON, "-c", "import sys; sys.exit('this is wrong')"),
        },
    )


def test_each_stage_has_its_line_with_a_time(capfd: pytest.CaptureFixture[str]) -> None:
    assert check.main(["first", "tests"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines.index("one file is fine") < lines.index("....")
    assert [line.split()[:2] for line in lines[-3:-1]] == [["first", "ok"], ["tests", "ok"]]


def test_the_closing_line_of_pytest_is_the_last(capfd: pytest.CaptureFixture[str]) -> None:
    check.main(["tests", "first"])
    assert capfd.readouterr().out.splitlines()[-1] == "=== 4 passed in 1 s ==="


def test_a_failure_ends_the_run_and_shows(capfd: pytest.CaptureFixture[str]) -> None:
    assert check.main(["last", "first"]) == 1
    out = capfd.readouterr().out
    assert "this is wrong" in out
    assert "one file is fine" not in out
    assert out.splitlines()[-1].split()[:2] == ["last", "FAILED"]


def test_without_a_name_every_stage_runs(capfd: pytest.CaptureFixture[str]) -> None:
    assert check.main([]) == 1
    assert [line.split()[0] for line in capfd.readouterr().out.splitlines()[-4:-1]] == ["first", "tests", "last"]


def test_an_unknown_stage_is_refused_before_any_runs(capfd: pytest.CaptureFixture[str]) -> None:
    assert check.main(["first", "frist"]) == 2
    assert capfd.readouterr().out == "no stage is called frist; there are first, tests, last\n"
