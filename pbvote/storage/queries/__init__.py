"""Queries for pages: plain functions that read, apart from the services."""
