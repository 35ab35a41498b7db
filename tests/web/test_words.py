"""The words on pages: short sentences, no jargon, and every one of them through gettext."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.ext import babel_extract

from pbvote import paths

MOST_WORDS = 25
BANNED = ("stv", "quota", "surplus", "tally", "allocation", "merkle", "hash", "blockchain", "ballot id")
TEMPLATES = sorted(paths.templates().rglob("*.html"))
WEB = sorted((Path(__file__).resolve().parents[2] / "pbvote" / "web").rglob("*.py"))
KEYWORDS = ("_", "gettext", "ngettext")


def sentences_of_template(file: Path) -> list[str]:
    """Every text of a template that goes through gettext."""
    found = []
    with file.open("rb") as source:
        for _line, _name, message, _comments in babel_extract(source, KEYWORDS, (), {"trim_blocks": "true"}):
            found += [text for text in (message if isinstance(message, tuple) else (message,)) if text]
    return found


def sentences_of_module(file: Path) -> list[str]:
    """The same of a module."""
    found = []
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            found += [
                each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
    return found


def all_sentences() -> list[str]:
    texts = [text for file in TEMPLATES for text in sentences_of_template(file)]
    texts += [text for file in WEB for text in sentences_of_module(file)]
    return [sentence for text in texts for sentence in re.split(r"(?<=[.?!])\s+", text)]


def test_there_is_something_to_read() -> None:
    assert len(all_sentences()) > 400


def test_no_sentence_is_longer_than_25_words() -> None:
    assert [sentence for sentence in all_sentences() if len(sentence.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("word", BANNED)
def test_no_page_speaks_like_the_code(word: str) -> None:
    assert [sentence for sentence in all_sentences() if re.search(rf"\b{word}", sentence, re.IGNORECASE)] == []


def test_sign_in_codes_and_check_codes_are_never_just_codes_on_the_way_to_vote() -> None:
    receipt = "\n".join(sentences_of_template(paths.templates() / "casting" / "done.html"))
    assert "check code" in receipt.lower()
    assert "voting code" in receipt.lower()


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_template_has_text_outside_gettext(file: Path) -> None:
    """Another language must reach every word, also those in attributes that are read aloud."""
    source = " ".join(
        text for _line, kind, text in Environment(autoescape=True).lex(file.read_text()) if kind == "data"
    )
    spoken = re.findall(r'(?:alt|title|aria-label|placeholder)="([^"]*)"', source)
    text = " ".join([*spoken, *re.sub(r"<!?[^>]*>", " ", source, flags=re.DOTALL).split()])
    assert re.findall(r"[A-Za-z]{2,}", text.replace("ZIP", "").replace("JSONL", "")) == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_template_can_be_read(file: Path) -> None:
    Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(file.read_text())
    assert len(file.read_text().splitlines()) <= 120


def test_the_rule_finds_a_long_sentence_and_a_banned_word(tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text('{{ _("The Merkle ' + "very " * 30 + 'tree.") }}')
    (text,) = sentences_of_template(file)
    assert len(text.split()) > MOST_WORDS
    assert re.search(r"\bmerkle", text, re.IGNORECASE)
