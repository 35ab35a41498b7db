"""Tests, path for path as in pbvote/."""
