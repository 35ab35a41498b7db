"""Ballots as JSON: what we write follows the published schema, and every fault is said with its path."""

import json
from pathlib import Path

import pytest

from pbvote.formats.ballot_file import BallotFileError
from pbvote.formats.ballots_json import parse_ballots_json, write_json
from tests.conftest import CHECKOUT
from tests.formats.schema_check import schema_faults
from tests.formats.small_files import grouped_file, small_file, tied_file
from tests.formats.test_ballot_door import FILES, counts

SCHEMA = json.loads((CHECKOUT / "docs" / "ballots.schema.json").read_text(encoding="utf-8"))
GOOD = write_json(grouped_file()).content.decode()


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_what_we_write_follows_the_schema(file: object) -> None:
    for each in (file, counts(file)):  # type: ignore[arg-type]  # the table holds ballot files
        document = json.loads(write_json(each).content)  # type: ignore[arg-type]  # the same
        assert schema_faults(document, SCHEMA) == []


def test_the_schema_names_every_key_that_the_reader_takes() -> None:
    assert set(SCHEMA["properties"]) == {
        "format", "version", "vote_type", "budget", "projects", "max_length", "meta", "groups", "min_group",
        "max_ratio", "conflicts", "minimum_supporters", "quorum", "ballots", "voters",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('"times": 2', '"times": 0', "$.ballots[0].times"),
        ('"times": 2', '"time": 2', "$.ballots[0]"),
        ('"budget": 104005', '"budget": "104005"', "$.budget"),
        ('"part": "1/3"', '"part": 1', "$.groups[0].part"),
        ('"vote_type": "ordinal"', '"vote_type": "guess"', "$.vote_type"),
    ],
)
def test_the_checker_of_the_schema_finds_faults(old: str, new: str, path: str) -> None:
    """Without this the test above would prove nothing."""
    assert old in GOOD
    assert path in " ".join(schema_faults(json.loads(GOOD.replace(old, new, 1)), SCHEMA))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"times": 2', '"times": 0', "$.ballots[0].times: 0 is not from 1 to 1000000000"),
        ('"times": 2', '"times": true', "$.ballots[0].times: a whole number is needed here, not true or false"),
        ('"times": 2', '"times": 2.0', "$.ballots[0].times: a whole number is needed here, not '2.0'"),
        ('"times": 2', '"times": 1e9', "$.ballots[0].times: a whole number is needed here, not '1e9'"),
        ('"times": 2', '"times": NaN', "$.ballots[0].times: a whole number is needed here, not 'NaN'"),
        ('"times": 2', f'"times": {"9" * 5000}', "$.ballots[0].times: the number '9999"),
        ('"times": 2', '"times": null', "$.ballots[0].times: a whole number is needed here, not nothing"),
        ('"times": 2', '"times": 3', "$.voters: the voters did not cast each ballot as often"),
        ('"times": 2', '"time": 2', "$.ballots[0]: the key 'times' is missing"),
        ('"times": 2', '"times": 2, "colour": 1', "$.ballots[0].colour: there is no key 'colour' here"),
        ('"times": 2', '"times": 2, "times": 2', "$.ballots[0]: the key 'times' stands here twice"),
        ('"times": 2', '"times": 2, "points": [1, 2]', "$.ballots[0].points: a ballot of the type ordinal gives no"),
        ('"times": 2', '"times": 2, "places": [1]', "$.ballots[0].places: 1 places for 2 projects"),
        ('"times": 2', '"times": 2, "places": [1, 3]', "$.ballots[0].places: the place 3 stands where 2 is next"),
        ('"times": 2', '"times": 2, "places": [2, 1]', "$.ballots[0].places: the place 2 stands where 1 is next"),
        ('["a", "b"], "times"', '["a", "x"], "times"', "$.ballots[0].choices: 'x' is not a project of this file"),
        ('["a", "b"], "times"', '["a", "a"], "times"', "$.ballots[0].choices: the project 'a' stands twice"),
        ('["a", "b"], "times"', '["a", ""], "times"', "$.ballots[0].choices: a choice is empty"),
        ('["a", "b"], "times"', '["a", 7], "times"', "$.ballots[0].choices[1]: a text is needed here, not a number"),
        ('["a", "b"], "times"', '"ab", "times"', "$.ballots[0].choices: a list is needed here, not a text"),
        ('"group": "old"', '"group": "dead"', "$.ballots[1].group: 'dead' is not a voter group of this file"),
        ('"group": "old"', '"group": "young"', "$.ballots[1]: an equal ballot stands above"),
        ('"budget": 104005', '"budget": 0', "$.budget: 0 is not from 1 to 9007199254740991"),
        ('"budget": 104005', '"budget": -5', "$.budget: -5 is not from 1"),
        ('"vote_type": "ordinal"', '"vote_type": "guess"', "$.vote_type: 'guess' is none of ordinal"),
        ('"version": 1', '"version": 2', "$: this is not a document of the format pbvote-ballots, version 1"),
        ('"id": "a"', '"id": "b"', "$.projects[1]: the project 'b' stands here a second time"),
        ('"id": "a"', '"id": "a,b"', "$.projects[0].id: the id 'a,b' is empty, or holds a comma"),
        ('"id": "a"', '"id": "\\u0000"', "$.projects[0].id: the text holds a sign that is no text"),
        ('"id": "a"', '"id": "\\ud800"', "$.projects[0].id: the text holds a sign that is no text"),
        ('"cost": 4000', '"cost": -1', "$.projects[0].cost: -1 is not from 0"),
        ('"part": "1/3"', '"part": "1/4"', "$: The parts of the groups must add up to 1."),
        ('"part": "1/3"', '"part": "0.3"', "$.groups[0].part: '0.3' is not a part like 1/2"),
        ('"part": "1/3"', '"part": "1/0"', "$.groups[0].part: '1/0' is not a part like 1/2"),
        ('[["a", "b"]]', '[["a", "z"]]', "$: A conflict or a withdrawal names a project that is not in the pot."),
        ('[["a", "b"]]', '[["a"]]', "$: A conflict needs at least two different projects."),
        ('"min_group": 2', '"min_group": 0', "$.min_group: 0 is not from 1"),
        ('"country": "Poland"', '"country": ["Poland"]', "$.meta.country: a text is needed here, not a list"),
        ('"country": "Poland"', '"a b": 1', "$.meta['a b']: a text is needed here, not a number"),
        ('"v4"', '"v4", "v5"', "$.voters.voter_id: 6 cells for 5 voters"),
        ('"ballot": [0', '"ballot": [7', "$.voters.ballot[0]: 7 is not from 0 to 3"),
        ('"ballot": [0', '"rows": [0', "$.voters: the key 'ballot' is missing"),
        ('"ballots": [', '"ballots": {', "line "),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_path(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(BallotFileError) as caught:
        parse_ballots_json(GOOD.replace(old, new, 1).encode())
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", '"x"', "{}", "[" * 100_000, '{"a":' * 50_000])
def test_what_is_no_such_document_is_refused(text: str) -> None:
    with pytest.raises(BallotFileError, match=r"^(\$|line [0-9]+, column [0-9]+): "):
        parse_ballots_json(text.encode())


def test_space_and_unicode_forms_are_repaired_and_said() -> None:
    file = parse_ballots_json(GOOD.replace('"Bike shed"', '" Cafe\\u0301 "').encode())
    assert file.projects[0].name == "Café"
    assert any("$.projects[0].name" in sentence for sentence in file.warnings)


def test_a_fault_of_a_ballot_is_said_with_its_path(tmp_path: Path) -> None:
    """Also later, when a rule cannot take it."""
    path = tmp_path / "votes.json"
    path.write_bytes(write_json(tied_file()).content)
    file = parse_ballots_json(path.read_bytes())
    assert str(file.wrong_ballot(1, "too long")) == "$.ballots[1]: too long"
    assert str(file.wrong_type("no")) == "$.vote_type: no"
    assert file.projects == small_file().projects
