import subprocess
import sys
from argparse import ArgumentParser, Namespace
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from pbvote import __version__
from pbvote.cli import COMMANDS, main
from pbvote.domain.errors import PbvoteError

CHECKOUT = Path(__file__).resolve().parents[2]


class BrookTooWideError(PbvoteError):
    """A fact for these tests."""


class Crossing(ModuleType):
    """A command that ends in a given way. What it does is said by its word."""

    @staticmethod
    def add_arguments(parser: ArgumentParser) -> None:
        parser.add_argument("word")

    @staticmethod
    def run(args: Namespace) -> int:
        if args.word == "wide":
            raise BrookTooWideError("The brook is too wide here: walk to the next stone.")
        if args.word == "interrupted":
            raise KeyboardInterrupt
        if args.word == "locked":
            raise PermissionError(13, "Permission denied", "/srv/pbvote")
        if args.word == "broken":
            raise ZeroDivisionError
        sys.stdout.write("crossed\n")
        return 0 if args.word == "done" else 1


@pytest.fixture(autouse=True)
def crossing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "cross", ("tests.crossing", "cross the brook"))
    monkeypatch.setitem(sys.modules, "tests.crossing", Crossing("tests.crossing"))


def test_a_command_gets_its_words_and_gives_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cross", "done"]) == 0
    assert main(["cross", "late"]) == 1
    assert capsys.readouterr().out == "crossed\ncrossed\n"


def test_an_error_that_pbvote_knows_is_one_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cross", "wide"]) == 2
    assert capsys.readouterr().err == "pbvote cross: The brook is too wide here: walk to the next stone.\n"


def test_ctrl_c_ends_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cross", "interrupted"]) == 130
    assert capsys.readouterr().err == "\n"


def test_a_folder_that_is_closed_to_us_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cross", "locked"]) == 2
    assert capsys.readouterr().err == "pbvote cross: /srv/pbvote: Permission denied\n"


def test_an_error_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        main(["cross", "broken"])


@pytest.mark.parametrize("words", [[], ["swim"], ["cross"], ["cross", "done", "twice"], ["--fast"]])
def test_words_that_make_no_command_are_refused_with_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: pbvote")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert all(f"  {name} " in text and line in text for name, (_, line) in COMMANDS.items())


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"pbvote {__version__}\n"


def test_a_reader_that_leaves_early_causes_no_complaint() -> None:
    program = "import sys, pbvote.cli; from tests.cli.test_main import Crossing; "
    program += "sys.modules['x'] = Crossing('x'); pbvote.cli.COMMANDS['x'] = ('x', ''); "
    program += "sys.exit(pbvote.cli.main(['x', 'done']))"
    with subprocess.Popen([sys.executable, "-c", program], stdout=-1, stderr=-1) as writer:
        assert writer.stdout
        assert writer.stderr
        writer.stdout.close()
        assert writer.stderr.read() == b""
    assert writer.returncode == 141


@pytest.mark.parametrize("module", [module for module, _ in COMMANDS.values()])
def test_every_listed_command_exists(module: str) -> None:
    assert find_spec(module)


def test_verify_needs_nothing_but_the_standard_library() -> None:
    """An auditor's machine has no database library, and the check must not depend on one."""
    program = (
        f"import sys; sys.path.insert(0, {str(CHECKOUT)!r}); from pbvote.cli import main; main(['verify', '--help'])"
    )
    bare = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)
    assert bare.stderr == ""
    assert bare.stdout.startswith("usage: pbvote verify")
