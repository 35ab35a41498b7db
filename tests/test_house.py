"""The laws of the house that a machine can check; import-linter holds those on rooms (pyproject.toml)."""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGE = CHECKOUT / "pbvote"
EXACT_ROOMS = ("domain", "tally", "auditlog", "verifier")
MODULES = sorted(PACKAGE.rglob("*.py"))
PROGRAMS = sorted(
    module
    for folder in ("pbvote", "tests", "e2e", "benchmarks", ".ci", "migrations")
    for module in (CHECKOUT / folder).rglob("*.py")
)
TEMPLATES = sorted((CHECKOUT / "templates").rglob("*.html"))
# A migration is a record of what was run: written once, flat, never changed.
CODE = [program for program in PROGRAMS if program.parent != CHECKOUT / "migrations" / "versions"]
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 120
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "common", "misc", "base_classes", "manager"}
ALLOWED_OUTSIDE = {  # beside the standard library and the rooms that import-linter allows
    "domain": set(),
    "tally": {"numpy"},
    "auditlog": {"cryptography"},
    "verifier": {"cryptography"},  # a second opinion on signatures, where it is there
}


def name_of(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def rooms(*names: str) -> list[Path]:
    return [module for module in MODULES if module.relative_to(PACKAGE).parts[0] in names]


def imports_of(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module.relative_to(CHECKOUT).with_suffix("").parts
            start = ".".join(package[: -node.level]) if node.level else ""
            yield ".".join(part for part in (start, node.module) if part)


def tokens_of(module: Path) -> Iterator[tokenize.TokenInfo]:
    return tokenize.generate_tokens(io.StringIO(module.read_text()).readline)


def for_each(files: Iterable[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """One test for all files, which names the file: thousands of small tests would cost more than what they look at."""

    def test_of(check: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            for file in files:
                try:
                    check(file)
                except AssertionError as fault:
                    fault.add_note(name_of(file))
                    raise

        test.__doc__ = check.__doc__
        return test

    return test_of


@for_each(rooms(*EXACT_ROOMS))
def test_the_exact_rooms_know_no_fractions_of_two(module: Path) -> None:
    """Money, shares and ties are exact: no decimal literal, no float, no round()."""
    found = [
        f"{token.start[0]}: {token.string}"
        for token in tokens_of(module)
        if (token.type == tokenize.NUMBER and re.search(r"[.jJ]|^\d[\d_]*[eE]", token.string))
        or (token.type == tokenize.NAME and token.string == "float")
        or (token.type not in {tokenize.NUMBER, tokenize.NAME} and re.search(r"\bfloat", token.string))
    ]
    found += [
        f"{node.lineno}: round()"
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round"
    ]
    assert found == []


@for_each(rooms(*EXACT_ROOMS))
def test_the_exact_rooms_import_only_what_they_may(module: Path) -> None:
    """What counts and proves must run without a web site or a database."""
    room = module.relative_to(PACKAGE).parts[0]
    allowed = sys.stdlib_module_names | ALLOWED_OUTSIDE[room] | {"pbvote"}
    foreign = {name for name in imports_of(module) if name.partition(".")[0] not in allowed}
    assert foreign == set()


@for_each(rooms("verifier"))
def test_the_verifier_is_a_second_implementation(module: Path) -> None:
    """It imports nothing else of pbvote: a mistake made twice must be made by two hands."""
    own = {name for name in imports_of(module) if name.partition(".")[0] == "pbvote"}
    assert all(name == "pbvote.verifier" or name.startswith("pbvote.verifier.") for name in own)


def test_the_verifier_runs_where_no_package_is_installed() -> None:
    """An auditor needs nothing but Python."""
    names = [name_of(module)[:-3].replace("/", ".").removesuffix(".__init__") for module in rooms("verifier")]
    program = f"import sys; sys.path.insert(0, {str(CHECKOUT)!r}); import {', '.join(names)}"
    subprocess.run([sys.executable, "-I", "-S", "-c", program], check=True)


@for_each(CODE)
def test_modules_and_functions_stay_short(module: Path) -> None:
    text = module.read_text()
    long = [
        f"{node.name}: {length}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []
    assert len(text.splitlines()) <= LONGEST_MODULE


@for_each(TEMPLATES)
def test_templates_stay_short(template: Path) -> None:
    assert len(template.read_text().splitlines()) <= LONGEST_TEMPLATE


@for_each(PROGRAMS)
def test_a_module_is_named_for_what_it_holds(module: Path) -> None:
    assert module.stem not in NAMES_THAT_SAY_NOTHING


@for_each(PROGRAMS)
def test_nothing_catches_every_error(module: Path) -> None:
    """A handler names the facts it can deal with; all else must be seen."""
    caught = [
        node.lineno
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or any(
                isinstance(part, ast.Name) and part.id in {"Exception", "BaseException"} for part in ast.walk(node.type)
            )
        )
    ]
    assert caught == []


@for_each(PROGRAMS)
def test_nothing_is_left_for_later_in_a_comment(module: Path) -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    assert [token.start[0] for token in tokens_of(module) if marks.search(token.string)] == []


@for_each(PROGRAMS)
def test_only_missing_data_may_skip_a_test(module: Path) -> None:
    """Missing shared data, a missing Java, a missing second Python; all else fails."""
    calls = re.findall(
        r"^.*(?:pytest\.skip|mark\.skip|skipif|importorskip|\bxfail\().*", module.read_text(), re.MULTILINE
    )
    allowed = {"tests/conftest.py", "tests/test_house.py"}
    other = [call for call in calls if not re.search(r"needs (a second Python|Java)", call)]
    assert other == [] or name_of(module) in allowed


def committed() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True)  # noqa: S607 - git of the developer
    return listing.stdout.splitlines()


def test_no_lock_file_with_addresses_no_ballots_and_no_database_is_committed() -> None:
    assert [name for name in committed() if re.search(r"(^|/)uv\.lock$|\.(pb|db|sqlite3?|zip|whl)$", name)] == []


def test_the_pins_name_no_address() -> None:
    for pins in (CHECKOUT / "requirements").iterdir():
        assert not re.search(r"://|--index|--find-links|@ file", pins.read_text()), pins.name


def test_every_pin_has_its_hash() -> None:
    for pins in (CHECKOUT / "requirements").glob("*.txt"):
        entries = re.findall(r"^[a-z0-9][^\\]*\\?\n(?:    --hash=.*\n)*", pins.read_text(), flags=re.MULTILINE)
        assert entries
        assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


LOADED = re.compile(
    r"""<(?:link|script|img|source|iframe|use|object|embed|video|audio)\b[^>]*?\b(?:href|src|srcset|data)\s*=\s*["']?\s*(?:https?:)?//"""
    r"""|url\(\s*["']?\s*(?:https?:)?//|@import\s+["'](?:https?:)?//|\b(?:fetch|import)\(\s*["'`]https?://""",
    re.IGNORECASE,
)


def served() -> list[Path]:
    kinds = {".html", ".css", ".js", ".svg"}
    folders = (CHECKOUT / "templates", CHECKOUT / "static")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in kinds)


@for_each(served())
def test_pages_load_nothing_from_elsewhere(path: Path) -> None:
    """No third party learns who votes."""
    assert LOADED.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        '<script type="module" src="https://cdn.example/x.js"></script>',
        "<img alt='' src='//cdn.example/x.png'>",
        '<link rel="stylesheet" href="http://cdn.example/x.css">',
        "background: url( 'https://cdn.example/x.png')",
        'await fetch("https://cdn.example/x.json")',
    ],
)
def test_the_search_for_foreign_files_finds_them(line: str) -> None:
    assert LOADED.search(line)
