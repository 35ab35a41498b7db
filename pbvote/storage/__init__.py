"""What is kept: tables by store, the unit of work, queries for pages."""
