"""Who is the same person, however the name is spelt; and whose name deserves a second look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.identity import is_mixed_script, name_key, postcode_key


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Zoë Müller", "zoe  muller"),
        ("Jean-Luc O’Neill", "JEAN LUC ONEILL"),
        ("Ann\u00a0Lee", "Ann Lee"),
        ("Ann", "Аnn"),  # noqa: RUF001 - the first letter is Cyrillic: that is the case
        ("Pete Coxe", "Ре" + "te Сох" + "е"),  # noqa: RUF001 - as above
        ("TOM BEH", "ΤΟΜ ΒΕΗ"),  # noqa: RUF001 - Greek capitals
        ("Νίκος", "ΝΙΚΟΣ"),
        ("Ｆｕｌｌ", "Full"),  # noqa: RUF001 - the wide letters of East Asian programs
        ("Straße", "STRASSE"),
        ("I\u0307lker", "ilker"),
        ("Iş\u0131k", "isik"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, two: str) -> None:
    assert name_key(one) == name_key(two) != ""


@pytest.mark.parametrize(
    ("one", "two"), [("Ann Lee", "Anna Lee"), ("Mei Tran", "Tran Mei"), ("राम", "रोम"), ("李", "王"), ("Ng", "Ong")]
)
def test_other_names_have_other_keys(one: str, two: str) -> None:
    assert name_key(one) != name_key(two)


def test_a_postcode_is_the_same_with_and_without_its_space() -> None:
    assert postcode_key("SE1 7PB") == postcode_key(" se1-7pb") != postcode_key("SE1 7PD")


@pytest.mark.parametrize("text", ["Аnn", "Αnn", "Ann Сох"])  # noqa: RUF001 - that is the case
def test_mixed_scripts_are_seen(text: str) -> None:
    assert is_mixed_script(text)


@pytest.mark.parametrize("text", ["Ann", "Анна", "Άννα", "李 Lee", "राम Lee", "Zoë", "", "O’Neill 3", "Iş\u0131k"])
def test_one_script_or_scripts_that_nobody_mixes_up_are_fine(text: str) -> None:
    assert not is_mixed_script(text)


@given(st.text(max_size=30))
def test_a_key_is_its_own_key_and_ignores_case(text: str) -> None:
    """What a key leaves cannot be left a second time, so keys compare as they stand."""
    key = name_key(text)
    assert name_key(key) == key
    assert name_key(text.upper().lower()) == name_key(text.upper().upper().lower())


@given(st.text(max_size=20), st.sampled_from([" ", "-", "’", ".", "\u0301"]))
def test_what_is_no_letter_does_not_count(text: str, sign: str) -> None:
    assert name_key(f"{text}{sign}") == name_key(text)
