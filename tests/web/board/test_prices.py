"""The trust's price list on the board."""

from pbvote.services.prices import PriceWords, add_price
from pbvote.storage.queries.prices import price_list
from tests.factories import World
from tests.web.quick import quick_post
from tests.web.staff import StaffVisitor

HERE = "/board/prices"


def names(world: World) -> list[str]:
    with world.office.database.read() as db:
        return [each.name for each in price_list(db)]


def filled(world: World) -> None:
    for name in ("Bench", "Lamp", "Tree"):
        add_price(world.office, "officer-1", PriceWords(name, "one", 45_000))


def test_a_clerk_adds_changes_orders_and_ends_prices(talking: World) -> None:
    clerk = StaffVisitor(talking, "clerk-1")
    assert "Nothing stands on the list yet." in clerk.get(HERE).words
    for name, price in (("Bench", "£450"), ("Lamp", "1,800.50")):
        clerk.press(HERE, name=name, unit="one", price=price, yearly="12")
    assert "£1,800.50 for one and £12 a year" in clerk.page.words
    clerk.press(HERE, up="2")
    assert names(talking) == ["Lamp", "Bench"]
    clerk.get(f"{HERE}/1")
    clerk.press(f"{HERE}/1", name="Long bench", price="500")
    clerk.press(HERE, end="2")
    assert names(talking) == ["Long bench"]
    assert "Taken off the list" in clerk.page.words
    clerk.press(HERE, back="2")
    assert names(talking) == ["Long bench", "Lamp"]


def test_what_cannot_stand_is_said_at_its_field_and_stays_typed(talking: World) -> None:
    clerk = StaffVisitor(talking, "clerk-1")
    clerk.get(HERE)
    for name, typed, words in (
        ("price", "lots", "Write the price in figures"), ("price", "£1,200.5", "Write pence with two figures"),
        ("yearly", "-5", "A price cannot be below £0."), ("name", "", "Write what it is"),
        ("unit", "", "Write for how much"), ("note", "x" * 251, "251 characters"),
    ):  # fmt: skip
        fields = {"name": "Bench", "unit": "one", "price": "450", "yearly": "", "note": "", name: typed}
        text = quick_post(clerk, HERE, fields)
        assert words in text
        assert typed in text
    assert names(talking) == []
    filled(talking)
    clerk.get(f"{HERE}/2")
    assert "Write the price in figures" in clerk.press(f"{HERE}/2", 422, price="free").words


def test_prices_that_are_not_there(talking: World) -> None:
    filled(talking)
    officer = StaffVisitor(talking, "officer-1")
    officer.get(f"{HERE}/99", 404)
    officer.get(HERE)
    for fields in ({"up": "99"}, {"down": "x"}, {"end": "9" * 40}, {"back": ""}):
        quick_post(officer, HERE, fields, 404)
    assert names(talking) == ["Bench", "Lamp", "Tree"]


def test_others_do_not_keep_it(talking: World) -> None:
    StaffVisitor(talking, "helper-1").get(HERE, 403)


def test_a39_what_they_write_is_text(talking: World) -> None:
    add_price(talking.office, "officer-1", PriceWords("<script>alert(1)</script>", "one", 1))
    assert "<script>alert" not in StaffVisitor(talking, "clerk-1").get(HERE).text
