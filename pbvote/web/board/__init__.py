"""The board's side of the site: what officers, clerks and helpers do. Everything here lies under /board."""
