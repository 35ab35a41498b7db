"""The names that Pabulib knows, in its order (pabulib.org/format; `beneficiaries` was `target` until April 2026)."""

META = (
    "description", "country", "unit", "district", "subunit", "instance", "num_projects", "num_votes", "budget",
    "vote_type", "rule", "date_begin", "date_end", "min_length", "max_length", "min_sum_cost", "max_sum_cost",
    "min_points", "max_points", "min_sum_points", "max_sum_points", "default_score", "min_project_cost",
    "max_project_cost", "min_project_score_threshold", "neighborhoods", "subdistricts", "categories", "edition",
    "language", "currency", "fully_funded", "experimental", "comment", "acknowledgments", "leftover_budget",
    "budget_per_category", "budget_per_neighborhood", "min_length_per_category", "max_length_per_category",
    "min_sum_cost_per_category", "max_sum_cost_per_category",
)  # fmt: skip

OWN_META = ("num_projects", "num_votes", "budget", "vote_type", "max_length")
"""What the file says in figures, and a ballot file holds in fields of its own."""

PROJECT_TEXTS = (
    "beneficiaries", "selected", "neighborhood", "subunit", "district", "description", "proposer", "public_id",
    "latitude", "longitude",
)  # fmt: skip
"""Columns of PROJECTS behind the category."""

MAY_BE_EMPTY = ("category", "beneficiaries", "latitude", "longitude", "district", "neighborhood", "education")
"""Columns in which a cell may be empty; of `district` and `neighborhood` those of VOTES."""

VOTER = (
    "points", "voting_method", "district", "neighborhood", "education", "topic_preference_transport",
    "topic_preference_culture", "topic_preference_nature", "district_preference", "time_taken_seconds",
    "format_easiness", "format_expressiveness", "format_rank",
)  # fmt: skip
"""Columns of VOTES behind the vote, without age and sex, which are never written."""

FOR_GROUPS = ("district", "neighborhood", "education")
"""Columns of VOTES that can hold a voter group; the first that is free is taken."""
