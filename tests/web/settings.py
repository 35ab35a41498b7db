"""The settings of the sites in these tests."""

from pbvote.config import Settings

HERE = "https://testserver"
SETTINGS = Settings.from_environment({"PBVOTE_ADDRESS": HERE, "PBVOTE_DATA": "/nowhere"})
