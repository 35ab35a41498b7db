"""Search, filter, sort, and the mixed order."""

from collections import Counter

from pbvote.storage.queries.pages import ProjectView
from pbvote.web.shelf import shelf_of


def view(name: str, cost: int, theme: str = "Sport", ward: str = "Millgate") -> ProjectView:
    return ProjectView(
        "r", "p", name, name.title(), f"About {name}.", "", cost, theme, ward, None, "", "", withdrawn=False
    )


PROJECTS = (view("boat", 3), view("apple", 2, "Food"), view("choir", 1, "Music", "Hillend"), view("drums", 1, "Music"))


def ids(query: dict[str, str], chance: str = "x") -> list[str]:
    return [project.id for project in shelf_of(PROJECTS, query, chance).projects]


def test_sorts() -> None:
    assert ids({"sort": "cost"}) == ["choir", "drums", "apple", "boat"]
    assert ids({"sort": "name"}) == ["apple", "boat", "choir", "drums"]


def test_filters_go_together() -> None:
    assert ids({"theme": "Music", "ward": "Hillend"}) == ["choir"]
    assert ids({"theme": "Music", "q": "drum"}) == ["drums"]
    assert ids({"theme": "no such"}) == []


def test_an_unknown_sort_is_the_mixed_one() -> None:
    assert sorted(ids({"sort": "<x>"})) == sorted(project.id for project in PROJECTS)
    assert shelf_of(PROJECTS, {"sort": "<x>"}, "x").query == ""


def test_the_query_keeps_what_was_asked() -> None:
    assert shelf_of(PROJECTS, {"q": "a b", "sort": "cost"}, "x").query == "?q=a+b&sort=cost"


def test_the_mixed_order_is_fair_enough() -> None:
    """Over many voters each project stands first about as often: no place on the list is worth money."""
    firsts = Counter(ids({}, f"voter {number}")[0] for number in range(2000))
    assert len(firsts) == 4
    assert min(firsts.values()) > 400
