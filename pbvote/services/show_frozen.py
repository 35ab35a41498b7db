"""The frozen file of a round, as two officers fixed it: what residents compare by its fingerprint."""

from pbvote.domain.errors import UnknownRoundError
from pbvote.formats.bundle import file_hash
from pbvote.formats.frozen_round import frozen_round_file, projects_file
from pbvote.services.office import Office
from pbvote.services.plan_round import read_plan
from pbvote.storage.queries.rounds import round_row


def frozen_round(office: Office, round_id: str) -> bytes:
    """`rounds/<round>.json`; raises UnknownRoundError before the freeze.

    It is made anew from what is stored. Should that no longer agree with the log, whoever compares sees it: no kept
    copy hides a change.
    """
    with office.database.read() as db:
        row = round_row(db, round_id)
        if row.frozen is None:
            raise UnknownRoundError(round_id)
        return frozen_round_file(read_plan(db, row))


def frozen_projects(office: Office, round_id: str, pot_id: str) -> bytes:
    """`pots/<pot>/projects.json`; raises UnknownRoundError before the freeze and for another pot."""
    with office.database.read() as db:
        row = round_row(db, round_id)
        pot = next((each for each in read_plan(db, row).pots if each.id == pot_id), None) if row.frozen else None
        if pot is None:
            raise UnknownRoundError(pot_id)
        return projects_file(pot)


def fingerprint(content: bytes) -> str:
    """What a resident's own computer gives for the file: SHA-256 in hex."""
    return file_hash(content)
