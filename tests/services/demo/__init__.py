"""The demo: its texts, its pictures and its people."""
