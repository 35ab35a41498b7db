"""Projects from a file: as they would stand on the ballot, or what to mend."""

import pytest

from pbvote.domain.draft import ProjectWords
from pbvote.formats.csv_table import CsvUnreadableError
from pbvote.formats.projects_csv import EXAMPLE, MOST_PROJECTS, ProjectsFile, read_projects

HEAD = "Title,Summary,Cost,Kind,Place,Idea from,Text\n"
BUDGET = 2_000_000


def read(rows: str, *taken: str) -> ProjectsFile:
    return read_projects((HEAD + rows).encode(), BUDGET, taken)


def test_it_works_with_the_example() -> None:
    """What we hand out as an example can be taken as it is."""
    found = read_projects(EXAMPLE.encode("utf-8-sig"), BUDGET)
    assert found.faults == ()
    assert [(line, words.title, words.cost) for line, words in found.projects] == [
        (2, "Bike repair shed", 900_000),
        (8, "Quiet room", 620_050),
    ]
    assert "\n- tools: £5,000" in found.projects[0][1].body


def test_every_column_finds_its_place() -> None:
    found = read('Bike  shed,Mend it.,"£9,000",Play,Docks,a resident,"One.\r\nTwo."\n')
    assert found.projects == (
        (2, ProjectWords("Bike  shed", "Mend it.", 900_000, "One.\nTwo.", "Play", "Docks", "a resident")),
    )


def test_a_semicolon_file_of_an_old_spreadsheet() -> None:
    content = "title;summary;cost\r\nCafé;Eat – together.;5000\r\n".encode("cp1252")
    assert read_projects(content, BUDGET).projects[0][1] == ProjectWords("Café", "Eat – together.", 500_000)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (",Mend it.,9000,,,,", "Title", "Write a title"),
        ("Shed,,9000,,,,", "Summary", "Write one sentence"),
        ("Shed,Mend it.,,,,,", "Cost", "in pounds"),
        ("Shed,Mend it.,nine,,,,", "Cost", "in pounds"),
        ('Shed,Mend it.,"9.000,50",,,,', "Cost", "in pounds"),
        ("Shed,Mend it.,-9000,,,,", "Cost", "in pounds"),
        ("Shed,Mend it.,1e3,,,,", "Cost", "in pounds"),
        ("Shed,Mend it.,٩٠٠٠,,,,", "Cost", "in pounds"),
        ("Shed,Mend it.,0,,,,", "Cost", "above £0"),
        ("Shed,Mend it.,20001,,,,", "Cost", "holds £20,000"),
        (f"{'x' * 81},Mend it.,9000,,,,", "Title", "81 characters"),
        (f"Shed,Mend it.,9000,,,,{'x' * 6001}", "Text", "6,001 characters"),
        ("=HYPERLINK(1),Mend it.,9000,,,,", "Title", "formula"),
        ("Shed,@SUM(A1),9000,,,,", "Summary", "formula"),
        ("Shed,Mend it.,9000,+cmd|x,,,", "Kind", "formula"),
        ("Sh\u202eed,Mend it.,9000,,,,", "Title", "direction"),
        ("Shed,Mend it.,9000,,Do\x07cks,,", "Place", "not text"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a46_a_fault_names_line_column_and_what_to_do(row: str, column: str, words: str) -> None:
    found = read(f"Pond,For frogs.,100,,,,\n{row}\n")
    assert [(fault.line, fault.column) for fault in found.faults] == [(3, column)]
    assert words in found.faults[0].sentence


def test_the_same_title_in_the_file_and_in_the_pot() -> None:
    found = read("Shed,Mend.,100,,,,\nPond,Frogs.,100,,,,\nSHED,Mend.,100,,,,\n", "pond")
    assert [(fault.line, fault.sentence.partition(".")[0]) for fault in found.faults] == [
        (3, "The pot has a project of this title already"),
        (4, "Line 2 has the same title"),
    ]


def test_all_faults_come_at_once_in_the_order_of_the_lines() -> None:
    found = read(",,,,,,x\nPond,Frogs.,100,,,,,extra\n,,nine,,,,x\n")
    assert [fault.line for fault in found.faults] == [2, 2, 2, 3, 4, 4, 4]


def test_no_projects_are_no_list() -> None:
    assert "no projects" in read("").faults[0].sentence


def test_too_many_projects() -> None:
    rows = "".join(f"Project {number},One.,100,,,,\n" for number in range(MOST_PROJECTS + 1))
    assert "500 lines" in read(rows).faults[0].sentence


def test_a_list_of_members_is_not_a_list_of_projects() -> None:
    with pytest.raises(CsvUnreadableError, match="missing: title, summary, cost"):
        read_projects(b"name,born\nSam,2010-01-01\n", BUDGET)
