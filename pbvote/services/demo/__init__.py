"""The demo: an invented trust in an invented borough, whose rounds run through the same services as real ones."""
