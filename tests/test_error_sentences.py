"""What an error says to a person is made with `say`, so that a page can say it in another language.

Only the modules that are named here do without: what they say stands at a console, in a server's journal, or in words
about one line of a file.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.test_house import PACKAGE, for_each, rooms

PLAIN = {
    "at a console or in the journal of a server": (
        "config.py", "services/appoint_officer.py", "services/console_staff.py", "services/convert_file.py",
        "services/demo", "services/install.py", "services/notice_words.py",
        "services/post_notify.py", "services/rehearsal_plan.py", "services/rehearse.py", "storage",
    ),
    "about a file that a person or a program made: its line and column, in the words of the format": (
        "domain/analysis_document.py", "domain/money.py", "domain/result_document.py", "domain/rules.py", "formats",
    ),
    "a fact of the log or of the box that no page can mend": (
        "services/balances.py", "services/close_round.py", "services/count_round.py",
        "services/current_commitments.py", "services/logged_round.py", "services/publish_result.py",
        "services/run_count.py", "services/sign_log.py", "services/turnout_files.py",
    ),
    "IllegalMoveError: the name of an act and of a state, which no button of a page leads to": (
        "services/approval.py", "services/approve_phases.py", "services/approve_round.py", "services/cancel_round.py",
        "services/change_roll.py", "services/close_again.py", "services/enrol_members.py", "services/extend_round.py",
        "services/freeze_round.py", "services/hand_out_bundle.py", "services/import_roll.py", "services/make_draw.py",
        "services/print_codes.py", "services/protected_acts.py", "services/roll_lists.py", "services/suspend_round.py",
        "services/withdraw_project.py",
    ),
}  # fmt: skip
"""Why a module may do without, and which do."""

_MAY = tuple(name for names in PLAIN.values() for name in names)

MODULES = [
    module
    for module in rooms("domain", "services", "storage", "web", "formats", "config.py")
    if not module.relative_to(PACKAGE).as_posix().startswith(_MAY)
]


@for_each(MODULES)
def test_what_an_error_says_can_be_said_in_another_language(module: Path) -> None:
    assert list(plain_sentences(module)) == []


def test_no_module_is_excused_for_nothing() -> None:
    """What is mended leaves the list."""
    excused = {name: [each for each in rooms(name.partition("/")[0]) if _is_in(each, name)] for name in _MAY}
    assert [name for name, found in excused.items() if not any(list(plain_sentences(each)) for each in found)] == []


def test_the_rule_finds_a_plain_sentence(tmp_path: Path) -> None:
    file = tmp_path / "bad.py"
    file.write_text(
        "raise VoteError('Vote again.')\nraise VoteError(say('Vote again.'))\n"
        "raise VoteError({'a': f'There is no {b}.'})\n"
        "super().__init__(given or 'Vote again.')\nraise ValueError('no sentence for people')\n"
    )
    assert list(plain_sentences(file)) == [1, 3, 4]


def _is_in(module: Path, name: str) -> bool:
    return module.relative_to(PACKAGE).as_posix().startswith(name)


def plain_sentences(module: Path) -> Iterator[int]:
    """Lines on which an error gets a text that is not made with `say`."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Call) and _makes_an_error(node.func):
            texts = [part for each in node.args for part in (each.values if isinstance(each, ast.Dict) else [each])]
            yield from (text.lineno for text in texts if _is_sentence(text))


def _makes_an_error(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr == "__init__" or function.attr.endswith("Error")
    own = {"ValueError", "TypeError", "AssertionError", "RuntimeError", "KeyError"}
    return isinstance(function, ast.Name) and function.id.endswith("Error") and function.id not in own


def _is_sentence(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(_is_sentence(part) for part in node.values)
    if isinstance(node, ast.BoolOp):
        return any(_is_sentence(part) for part in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip()
