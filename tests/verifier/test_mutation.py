"""Random changes of every file, hundreds of times: always a finding, never a traceback."""

import json
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pbvote.verifier.command import UNOPENABLE, main
from pbvote.verifier.findings import Report
from pbvote.verifier.verify import Request, verify

from .changes import write_folder
from .made_round import Files, MadeRound
from .made_stages import make_round
from .made_votes import canonical

STRANGE: list[Any] = [
    None,
    True,
    -1,
    2**53 - 1,
    "",
    "x",
    "officer-1",
    "\N{SNOWMAN}",
    [],
    [[]],
    [None],
    {},
    {"id": 1},
    "0" * 64,
]


@pytest.fixture(scope="module")
def auditor() -> Files:
    return make_round().auditor()


def _mutate(random: Random, raw: bytes) -> bytes:
    place = random.randrange(len(raw))
    return random.choice(
        [
            raw[:place] + bytes([raw[place] ^ 1 << random.randrange(8)]) + raw[place + 1 :],
            raw[:place] + raw[place + random.randint(1, 40) :],
            raw[:place] + random.randbytes(random.randint(1, 9)) + raw[place:],
            raw[:place],
            raw + raw[place:],
        ]
    )


def _unforeseen(report: Report) -> list[str]:
    """Findings that came from the safety net and not from a check: a shape was not strict enough."""
    return [f"{each.where}: {each.what}" for each in report.findings if each.what.startswith("malformed: ")]


def test_every_file_mutated_at_random_fails(auditor: Files, tmp_path: Path) -> None:
    """Six mutations of each of the 25 files."""
    random = Random(77)  # noqa: S311 # a test needs the same draw each time
    folder = write_folder(tmp_path / "bundle", auditor)
    for path, raw in auditor.items():
        for _ in range(6):
            changed = _mutate(random, raw)
            (folder / path).write_bytes(changed)
            report = verify(Request(folder))
            assert changed == raw or not report.ok, (path, changed)
            assert _unforeseen(report) == []
        (folder / path).write_bytes(raw)


def _nodes(value: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 # any JSON
    found: list[tuple[Any, Any]] = []
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    for key in keys:
        found.append((value, key))
        found += _nodes(value[key])
    return found


def _put_something_strange(random: Random, value: Any) -> None:  # noqa: ANN401 # any JSON
    holder, key = random.choice(_nodes(value))
    if isinstance(holder, dict) and random.random() < 0.2:
        holder["zz"] = holder.pop(key)
    else:
        holder[key] = random.choice(STRANGE)


def _with_strange_file(random: Random, made: MadeRound) -> None:
    path = random.choice([each for each in made.files if each.endswith((".json", ".jsonl"))])
    lines = made.files[path].splitlines()
    number = random.randrange(len(lines))
    value = json.loads(lines[number])
    _put_something_strange(random, value)
    lines[number] = canonical(value)
    made.files[path] = b"".join(line + b"\n" for line in lines)


@pytest.mark.parametrize("seed", range(4))
def test_strange_values_signed_by_the_operator_never_break_it(tmp_path: Path, seed: int) -> None:
    """A value of another type, or under another key, in any entry or file, hashed and signed anew: 40 a seed."""
    random = Random(seed)  # noqa: S311 # a test needs the same draw each time
    for number in range(20):
        made = make_round()
        _put_something_strange(random, made.entries)
        report = verify(Request(write_folder(tmp_path / f"{number}a", _packed(made))))
        assert _unforeseen(report) == []
        made = make_round()
        _with_strange_file(random, made)
        report = verify(Request(write_folder(tmp_path / f"{number}b", _packed(made))))
        assert _unforeseen(report) == []
        report = verify(Request(write_folder(tmp_path / f"{number}c", made.public())))
        assert _unforeseen(report) == []


def _packed(made: MadeRound) -> Files:
    made.entries = [each for each in made.entries if isinstance(each, dict)]
    for each in made.entries:
        each.setdefault("kind", "nothing")
    made.relink()
    return made.auditor()


def test_a_zip_mutated_at_random_fails_or_cannot_be_opened(auditor: Files, tmp_path: Path) -> None:
    random = Random(78)  # noqa: S311 # a test needs the same draw each time
    path = tmp_path / "auditor.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(auditor):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), auditor[name])
    raw = path.read_bytes()
    directory = raw.index(b"PK\x01\x02")
    for number in range(120):
        # Half of them in the directory at the end, which is small beside the content.
        start = directory if number % 2 else 0
        path.write_bytes(raw[:start] + _mutate(random, raw[start:]))
        assert main([str(path), "--json"]) in {0, 1, UNOPENABLE}
