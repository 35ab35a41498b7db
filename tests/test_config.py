import re
from pathlib import Path

import pytest

from pbvote.config import DEFAULTS, MailSettings, SettingError, Settings
from pbvote.paths import checkout


def read(**given: str) -> Settings:
    return Settings.from_environment({f"PBVOTE_{name}": value for name, value in given.items()})


def test_an_empty_environment_gives_a_local_installation() -> None:
    settings = read()
    folder = checkout()
    assert folder is not None
    assert settings == Settings(
        data=folder / "data",
        database_url=f"sqlite:///{folder}/data/pbvote.db",
        address="http://localhost:8000",
        host="127.0.0.1",
        port=8000,
        trusted_proxies=(),
        trusted_hosts=("localhost", "127.0.0.1"),
        languages=("en", "cy"),
        show_unchecked=False,
    )


def test_the_address_follows_the_port_and_the_hosts_follow_the_address() -> None:
    assert read(PORT="8080").address == "http://localhost:8080"
    settings = read(ADDRESS="https://Vote.example.coop/")
    assert settings.address == "https://vote.example.coop"
    assert settings.trusted_hosts == ("vote.example.coop", "localhost", "127.0.0.1")
    assert settings.is_secure


def test_an_empty_value_is_no_value() -> None:
    assert read(PORT="", ADDRESS=" ", DATABASE_URL="") == read()


def test_lists_take_commas_and_spaces() -> None:
    settings = read(TRUSTED_PROXIES="127.0.0.1, 10.0.0.0/8,::1", TRUSTED_HOSTS="a.example, B.example")
    assert settings.trusted_proxies == ("127.0.0.1", "10.0.0.0/8", "::1")
    assert settings.trusted_hosts == ("a.example", "b.example")


def test_the_usual_spelling_of_a_postgresql_address_gets_our_driver() -> None:
    assert read(DATABASE_URL="postgres://u@h/n").database_url == "postgresql+psycopg://u@h/n"
    assert read(DATABASE_URL="postgresql://u@h/n").database_url == "postgresql+psycopg://u@h/n"


def test_the_database_file_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert read(DATA=str(tmp_path)).database_url == f"sqlite:///{tmp_path}/pbvote.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "80 00"),
        ("PORT", "-1"),
        ("PORT", "8e3"),
        ("PORT", "\uff18\uff10"),  # digits, but not ours
        ("ADDRESS", "vote.example.coop"),
        ("ADDRESS", "ftp://vote.example.coop"),
        ("ADDRESS", "https://"),
        ("ADDRESS", "https://vote.example.coop/rounds"),
        ("ADDRESS", "https://vote.example.coop?x=1"),
        ("ADDRESS", "https://vote.example.coop#top"),
        ("ADDRESS", "https://someone@vote.example.coop"),
        ("ADDRESS", "https://vote.example.coop:99999"),
        ("ADDRESS", "https://[::1"),
        ("DATABASE_URL", "mysql://u@h/n"),
        ("DATABASE_URL", "pbvote.db"),
        ("DATABASE_URL", "sqlite://"),
        ("TRUSTED_PROXIES", "*"),
        ("TRUSTED_PROXIES", "proxy.example"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("TRUSTED_PROXIES", "10.0.0.0/33"),
        ("TRUSTED_HOSTS", "*"),
        ("TRUSTED_HOSTS", "https://vote.example.coop"),
        ("TRUSTED_HOSTS", "vote.example.coop:8000"),
    ],
)
def test_a_bad_value_is_refused_by_a_line_that_names_the_variable(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=rf"^PBVOTE_{name} is not usable: give "):
        read(**{name: value})


def test_a_password_stands_in_no_message_and_no_repr() -> None:
    with pytest.raises(SettingError) as refusal:
        read(DATABASE_URL="mysql://u:mellon@h/n")
    assert "mellon" not in str(refusal.value)
    assert "mellon" not in repr(read(DATABASE_URL="postgresql://u:mellon@h/n"))


def test_the_table_in_the_docs_names_the_same_variables_with_the_same_defaults() -> None:
    folder = checkout()
    assert folder is not None
    text = (folder / "docs" / "settings.md").read_text()
    rows = re.findall(r"^\| `(PBVOTE_\w+)` \| (?:`([^`]*)`|[^|]*) \|", text, flags=re.MULTILINE)
    assert dict(rows) == DEFAULTS


def test_the_program_reads_no_other_variable() -> None:
    """What is read elsewhere would be missing from the table."""
    folder = checkout()
    assert folder is not None
    named = {
        name
        for module in (folder / "pbvote").rglob("*.py")
        for name in re.findall(r"PBVOTE_[A-Z_]+", module.read_text())
    }
    assert named <= set(DEFAULTS) | {"PBVOTE_"}


SMTP = {"SMTP_HOST": "mail.example.coop", "MAIL_FROM": "voting@example.coop"}
NOTIFY_KEY = "team-" + "1" * 36 + "-" + "2" * 36


def test_without_a_mail_server_nothing_is_sent() -> None:
    assert read().mail == MailSettings()
    assert read(MAIL_FROM="voting@example.coop", SMTP_SECURITY="tls").mail == MailSettings()


@pytest.mark.parametrize(
    ("given", "port", "security"),
    [
        ({}, 587, "starttls"),
        ({"SMTP_SECURITY": "tls"}, 465, "tls"),
        ({"SMTP_SECURITY": "TLS", "SMTP_PORT": "2465"}, 2465, "tls"),
        ({"SMTP_SECURITY": "none", "SMTP_HOST": "localhost"}, 25, "none"),
    ],
)
def test_the_port_of_a_mail_server_follows_its_security(given: dict[str, str], port: int, security: str) -> None:
    smtp = read(**{**SMTP, **given}).mail.smtp
    assert smtp is not None
    assert (smtp.port, smtp.security, smtp.sender) == (port, security, "voting@example.coop")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_SECURITY", "none"),  # a password and addresses over a network that everybody reads
        ("SMTP_SECURITY", "ssl"),
        ("SMTP_PORT", "0"),
        ("SMTP_PORT", "mail"),
        ("SMTP_HOST", "user@mail.example.coop"),
        ("SMTP_HOST", "https://mail.example.coop"),
        ("SMTP_USER", "trust"),
        ("SMTP_PASSWORD", "rain"),
        ("MAIL_FROM", ""),
        ("MAIL_FROM", "voting"),
        ("MAIL_FROM", "Trust <voting@example.coop>"),
        ("MAIL_FROM", "voting@example.coop, other@example.coop"),
        ("MAIL_FROM", "voting@example.coop\nBcc: x@example.org"),
        ("NOTIFY_KEY", "short"),
        ("NOTIFY_KEY", NOTIFY_KEY),  # without a template it could send nothing
    ],
)
def test_a_way_of_sending_that_cannot_work_is_refused_at_the_start(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=r"PBVOTE_(SMTP|MAIL|NOTIFY)_"):
        read(**{**SMTP, name: value})


def test_passwords_and_keys_of_mail_stand_in_no_repr() -> None:
    given = {**SMTP, "SMTP_USER": "trust", "SMTP_PASSWORD": "rain-and-sun"}
    text = repr(read(**given, NOTIFY_KEY=NOTIFY_KEY, NOTIFY_EMAIL_TEMPLATE="one"))
    assert "rain-and-sun" not in text
    assert NOTIFY_KEY not in text
