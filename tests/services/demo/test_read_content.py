"""A fault in marlbrook.toml is named with its place, and nothing is read past it."""

from importlib.resources import files

import pytest

from pbvote.services.demo.read_content import marlbrook, parse_content
from pbvote.services.demo.toml_table import ContentError

SHIPPED = files("pbvote.services.demo").joinpath("marlbrook.toml").read_text("utf-8")


def test_the_shipped_file_is_read() -> None:
    """The trust is the one of the drawings."""
    trust = marlbrook().trust
    assert trust.name == "Marlbrook Young People’s Trust"
    assert trust.officers == ("Mei Tran", "Rhys Bellamy", "Dana Okafor")
    assert trust.wards == ("Millgate", "Hillend", "Old Town")
    assert trust.contact.phone == "01632 960 100"


def test_reading_twice_gives_the_same() -> None:
    """Content is a plain value."""
    assert parse_content(SHIPPED) == marlbrook()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('name = "Marlbrook Young People’s Trust"\n', "", "trust: “name” is missing"),
        ('clerk = "Sam Adeyemi"', 'clerk = "Sam Adeyemi"\nclark = "?"', "trust: “clark” is not known here"),
        ('clerk = "Sam Adeyemi"', "clerk = 7", "trust: “clerk” must be a text"),
        ('clerk = "Sam Adeyemi"', 'clerk = "  "', "trust: “clerk” must be a text"),
        ('"Mei Tran", "Rhys Bellamy", "Dana Okafor"', '"Mei Tran", "Rhys Bellamy"', "needs at least 3"),
        ('"Mei Tran", "Rhys Bellamy", "Dana Okafor"', '"Mei Tran", "Mei Tran", "B"', "the same thing twice"),
        ("ages_on = 2026-11-01", 'ages_on = "1 November"', "rounds, open: “ages_on” must be a day"),
        ("ages_on = 2026-11-01", "ages_on = 2026-11-01T09:00:00Z", "“ages_on” must be a day"),
        ("closes_in_days = 8", "closes_in_days = -6", "would close before it opens"),
        ("amount_pence = 6_000_000", "amount_pence = 60_000.5", "pot youth: “amount_pence” must be a whole number"),
        ("amount_pence = 6_000_000", "amount_pence = true", "pot youth: “amount_pence” must be a whole number"),
        ("amount_pence = 6_000_000", "amount_pence = 0", "pot youth: “amount_pence” is 0. It must be at least 1"),
        ("amount_pence = 6_000_000", "amount_pence = 1_700_000", "project bus: “cost_pence” is more than the pot"),
        ('wards = ["Millgate"]', 'wards = ["Milgate"]', "pot millgate: “wards” names a ward"),
        ("cost_pence = 760_000", "cost_pence = 760_001", "pot youth, project brook: “buys” does not add up"),
        ('["Two steel ramps and a low box", 940_000]', '["Two steel ramps"]', "project ramps: “buys” must hold pairs"),
        ('["Two steel ramps and a low box", 940_000]', '["Ramps", 0]', "project ramps: “buys” is 0"),
        ('theme = "Food"\nward = "Millgate"', 'theme = "Fod"\nward = "Millgate"', "kitchen: “theme” is “Fod”"),
        ('ward = "All wards"\npicture = "studio', 'ward = "Town"\npicture = "studio', "bus: “ward” is “Town”"),
        ('picture = "ramps.svg"', 'picture = "../ramps.svg"', "project ramps: “picture” must be the name"),
        ('id = "ramps"', 'id = "Ramps!"', "“id” must be a short name"),
        ('id = "ramps"', 'id = "bike"', "the project id “bike” stands twice"),
        ('id = "millgate"', 'id = "youth"', "the pot id “youth” stands twice"),
        ('id = "ramps"\n', "", "pot youth, project number 5: “id” is missing"),
        ("younger = 5, older = 6", "younger = 50, older = 6", "project football, appeal: a number is over 9"),
        ("younger = 5, older = 6", "younger = -1, older = 6", "football, appeal: “younger” is -1"),
        ("[trust.contact]", "[trust.contacts]", "trust: “contact” is missing"),
        ("ages_on = 2025-11-01\n", "", "rounds, finished: “ages_on” is missing"),
        ("[rounds.open]", "[rounds.open", "is not TOML"),
    ],
)
def test_a_fault_is_named(old: str, new: str, named: str) -> None:
    """Each fault gives one error that says where it is."""
    broken = SHIPPED.replace(old, new, 1)
    assert broken != SHIPPED
    with pytest.raises(ContentError) as caught:
        parse_content(broken)
    assert named in str(caught.value)
