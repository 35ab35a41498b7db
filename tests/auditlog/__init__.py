"""Tests of pbvote/auditlog, path for path."""
