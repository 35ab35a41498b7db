"""What can be taken away: the same numbers as on the pages, nothing that is withheld, and no formula."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest

from pbvote.domain.pot import Tier
from pbvote.domain.rules import CountMethod
from pbvote.services.assemble_bundle import auditor_bundle
from pbvote.web.result_files import size_words
from pbvote.web.result_tables import WITHHELD, money_table, results_table, steps_table, turnout_table
from tests.factories import ROUND, World
from tests.web.made_results import made_result
from tests.web.visitor import Visitor

YOUTH = "/rounds/spring-2027/youth/results"
EVERYBODY = "/rounds/spring-2027/everybody/results"
FILES = ("results.csv", "steps.csv", "money.csv", "turnout.csv", "result.json")


def rows_of(content: bytes | None) -> list[dict[str, str]]:
    assert content is not None
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_result_of_every_project_in_the_order_of_the_ballot() -> None:
    found = made_result({"b": 30_000, "a": 60_000, "c": 20_000}, {"ab": 60, "b": 40})
    rows = rows_of(results_table(found))
    assert [row["project"] for row in rows] == ["b", "a", "c"]
    assert [row["state"] for row in rows] == ["funded", "funded", "unfunded"]
    assert rows[2]["supporters"] == WITHHELD
    assert rows[0]["cost_pence"] == "30000"


def test_a59_no_order_of_ballots_is_in_any_table() -> None:
    """The same ballots in another order of casting give the same bytes."""
    costs = {"a": 60_000, "b": 30_000, "c": 20_000}
    ballots = {"ab": 60, "b": 40, "ca": 15}
    one, other = made_result(costs, ballots), made_result(costs, dict(reversed(ballots.items())))
    for table in (results_table, steps_table, money_table, turnout_table):
        assert table(one) == table(other)


def test_every_step_with_whole_pence_and_exact_fractions() -> None:
    row = rows_of(steps_table(made_result({"a": 50_000, "b": 30_000}, {"a": 70, "b": 60})))[0]
    assert (row["step"], row["level"], row["project"]) == ("1", "1", "a")
    assert int(row["rho_pence"]) == 50_000 // 70
    assert row["rho_exact"] == "5000/7"


def test_a30_a_table_withholds_what_the_page_withholds() -> None:
    found = made_result({"a": 60_000, "b": 5_000}, {"a": 91, "b": 9})
    row = next(row for row in rows_of(steps_table(found)) if row["project"] == "b")
    for column in ("supporters", "money_behind_pence", "money_behind_exact", "rho_pence", "rho_exact"):
        assert row[column] == WITHHELD
    groups = rows_of(turnout_table(found))
    assert [(row["group"], row["name"], row["marked"]) for row in groups] == [
        ("all", "", "100"), ("age", "11 to 13", "20"), ("age", "14 to 16", WITHHELD), ("age", "17 to 19", WITHHELD),
    ]  # fmt: skip


def test_two_kinds_of_money_stand_apart_and_each_adds_up() -> None:
    found = made_result({"a": 60_000, "c": 30_000, "d": 90_000}, {"a": 60, "c": 10, "d": 40})
    assert found.counted is not None
    rows = [(row["from"], row["project"], int(row["pence"])) for row in rows_of(money_table(found))]
    voted = found.counted.budget + found.counted.kept_k * found.counted.n * (found.counted.parameters.share_step or 0)
    assert rows == [
        ("voting money", "a", 60_000),
        ("voting money", "", voted - 60_000),
        ("rest of the pot", "c", 30_000),
        ("rest of the pot", "", 10_000),
    ]


def test_where_nobody_pays_there_is_no_table_of_money() -> None:
    assert money_table(made_result({"a": 60_000}, {"a": 60}, CountMethod("points-greedy", "none"))) is None
    assert money_table(made_result({"a": 60_000}, {"a": 20}, tier=Tier.T0)) is None


def test_a_title_that_is_a_formula_stays_a_text() -> None:
    found = made_result({"a": 60_000}, {"a": 40})
    evil = replace(found.projects["a"], title='=HYPERLINK("http://evil.example")')
    found = replace(found, projects={"a": evil})
    assert rows_of(results_table(found))[0]["title"].startswith("'=HYPERLINK")
    assert rows_of(steps_table(found))[0]["title"].startswith("'=HYPERLINK")
    assert rows_of(money_table(found))[0]["title"].startswith("'=HYPERLINK")


def test_under_t0_there_is_a_list_of_projects_and_nothing_else() -> None:
    found = made_result({"a": 60_000, "b": 70_000}, {"a": 16, "b": 13}, tier=Tier.T0)
    assert steps_table(found) is None
    assert turnout_table(found) is None
    for row in rows_of(results_table(found)):
        assert {row["supporters"], row["first_choices"], row["reason"]} == {WITHHELD}


def test_the_files_come_as_downloads_with_a_name(finished: World) -> None:
    reader = Visitor(finished)
    assert {f"{YOUTH}/{name}" for name in FILES} <= set(reader.get(YOUTH).links())
    for name in FILES:
        answer = reader.client.get(f"{YOUTH}/{name}")
        stem, kind = name.split(".")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"] == f'attachment; filename="spring-2027-youth-{stem}.{kind}"'
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_result_for_programs_is_the_file_of_the_bundle(finished: World) -> None:
    reader = Visitor(finished)
    bundle = zipfile.ZipFile(io.BytesIO(reader.client.get("/rounds/spring-2027/public.zip").content))
    assert reader.client.get(f"{YOUTH}/result.json").content == bundle.read("pots/youth/result.json")
    analysis = reader.client.get(f"{YOUTH}/analysis.json")
    assert f"{YOUTH}/analysis.json" in reader.get(YOUTH).links()
    assert analysis.content == bundle.read("pots/youth/analysis.json")
    assert analysis.headers["content-disposition"] == 'attachment; filename="spring-2027-youth-analysis.json"'
    assert "ZIP, " in reader.get(YOUTH).words


def test_a_small_pot_offers_fewer_files(finished: World) -> None:
    reader = Visitor(finished)
    links = reader.get(EVERYBODY).links()
    for name in ("steps.csv", "money.csv", "turnout.csv", "analysis.json"):
        assert f"{EVERYBODY}/{name}" not in links
        assert reader.client.get(f"{EVERYBODY}/{name}").status_code == 404


@pytest.mark.parametrize("name", [*FILES, "analysis.json"])
def test_a31_before_publishing_no_file_leaves(visitor: Visitor, world: World, name: str) -> None:
    for number in range(0, 80, 2):
        world.cast(number, "bike", "quiet")
    assert visitor.client.get(f"{YOUTH}/{name}").status_code == 404
    world.close()
    world.agree("draw", seed="4 17")
    world.agree("count")
    assert visitor.client.get(f"{YOUTH}/{name}").status_code == 404


def test_a31_no_ranking_is_on_any_public_page_or_file(finished: World) -> None:
    """T1 and T0 publish no ranking at all, so a demanded order of choices cannot be looked for."""
    archive = zipfile.ZipFile(io.BytesIO(auditor_bundle(finished.office, ROUND)))
    salts = [json.loads(line)["salt"] for line in archive.read("pots/youth/ballots.jsonl").splitlines()]
    reader = Visitor(finished)
    pages = [f"{YOUTH}/{name}" for name in FILES] + [YOUTH, f"{YOUTH}/steps", f"{YOUTH}/projects/bike"]
    for address in pages:
        text = reader.client.get(address).text
        assert '"ranking"' not in text
        assert not any(salt in text for salt in salts)


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 KB"), (1, "1 KB"), (1000, "1 KB"), (1001, "2 KB"), (1_000_000, "1.0 MB"), (1_000_001, "1.1 MB")],
)
def test_sizes_are_said_rounded_up(size: int, words: str) -> None:
    assert size_words(size) == words
