from argparse import Namespace

import pytest

from pbvote.cli.serve import run, server_config
from pbvote.config import SettingError, Settings


def test_no_access_log_is_written_and_the_server_does_not_name_itself() -> None:
    config = server_config(Settings.from_environment({}))
    assert config.access_log is False
    assert config.server_header is False


def test_without_a_configured_proxy_no_forwarded_header_is_believed() -> None:
    config = server_config(Settings.from_environment({}))
    assert config.proxy_headers is False
    assert config.forwarded_allow_ips == []


def test_a_configured_proxy_is_believed_alone() -> None:
    config = server_config(Settings.from_environment({"PBVOTE_TRUSTED_PROXIES": "10.0.0.0/8"}))
    assert config.proxy_headers is True
    assert config.forwarded_allow_ips == ["10.0.0.0/8"]


def test_the_default_listens_on_this_machine_alone() -> None:
    assert server_config(Settings.from_environment({})).host == "127.0.0.1"


def test_a_bad_setting_ends_before_anything_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBVOTE_PORT", "eight thousand")
    with pytest.raises(SettingError, match="PBVOTE_PORT"):
        run(Namespace())
