"""Tests of pbvote/domain, path for path."""
