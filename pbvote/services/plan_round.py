"""Planning a round: a draft with its pots and projects, before two officers approve it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.plan import RoundPlan
from pbvote.domain.pot import Electorate, Pot, Project, Tier
from pbvote.domain.round import RoundState, Schedule
from pbvote.domain.sentence import say
from pbvote.services.office import Office
from pbvote.storage.queries.rounds import pot_rows, project_rows
from pbvote.storage.tables import PotRow, ProjectRow, RoundRow

ROUND_QUESTIONS = ("dates", "changing", "rules")
"""What a draft is asked beside its name, which it has from its first moment."""

POT_QUESTIONS = ("who", "count", "openness")
"""What each pot of a draft is asked beside its name and its money."""


def plan_round(office: Office, plan: RoundPlan) -> None:
    """Keep the plan of a new round as a draft. Raises RoundSetUpError when its id is taken."""
    with office.database.write() as uow:
        if uow.db.get(RoundRow, plan.id) is not None:
            raise RoundSetUpError(say("There is a round “%(id)s” already. Choose another id.", id=plan.id))
        number = uow.db.scalar(select(func.coalesce(func.max(RoundRow.number), 0))) or 0
        uow.db.add(_round_row(plan, number + 1))
        uow.db.flush()
        for position, pot in enumerate(plan.pots):
            uow.db.add(new_pot_row(plan.id, position, pot))
            uow.db.flush()
            uow.db.add_all(new_project_row(plan.id, pot.id, place, each) for place, each in enumerate(pot.projects))
        uow.commit()


def read_plan(db: Session, row: RoundRow) -> RoundPlan:
    """The plan of a stored round, as its freeze hashes it."""
    return RoundPlan(
        id=row.id,
        title=row.title,
        summary=row.summary,
        schedule=Schedule(row.opens_at, row.agreed_close, row.latest_close, row.zone),
        pots=tuple(_pot(db, each) for each in pot_rows(db, row.id)),
        rules_text=row.rules_text,
        change_allowed=row.change_allowed,
    )


def _round_row(plan: RoundPlan, number: int) -> RoundRow:
    return RoundRow(
        id=plan.id,
        number=number,
        title=plan.title,
        summary=plan.summary,
        state=RoundState.DRAFT.value,
        opens_at=plan.schedule.opens_at,
        closes_at=plan.schedule.closes_at,
        agreed_close=plan.schedule.closes_at,
        latest_close=plan.schedule.latest_close,
        zone=plan.schedule.zone,
        change_allowed=plan.change_allowed,
        rules_text=plan.rules_text,
        answered=ROUND_QUESTIONS,
    )


def new_pot_row(round_id: str, position: int, pot: Pot) -> PotRow:
    """The row of a pot that is set up as a whole."""
    return PotRow(
        round_id=round_id,
        id=pot.id,
        position=position,
        title=pot.title,
        blurb=pot.blurb,
        budget=pot.budget,
        groups=pot.groups,
        shares=pot.shares,
        rule=pot.rule,
        completion=pot.completion,
        share_step=pot.share_step,
        max_ranks=pot.max_ranks,
        minimum_supporters=pot.minimum_supporters,
        quorum=pot.quorum,
        conflicts=pot.conflicts,
        tier=pot.tier.value,
        from_age=pot.electorate.from_age,
        to_age=pot.electorate.to_age,
        ages_on=pot.electorate.on,
        wards=pot.electorate.wards,
        classes=pot.electorate.classes,
        answered=(*POT_QUESTIONS, "parts"),
    )


def new_project_row(round_id: str, pot_id: str, position: int, project: Project) -> ProjectRow:
    """The row of a project."""
    return ProjectRow(
        round_id=round_id,
        pot_id=pot_id,
        id=project.id,
        position=position,
        title=project.title,
        summary=project.summary,
        body=project.body,
        cost=project.cost,
        theme=project.theme,
        ward=project.ward,
        picture=project.picture,
        picture_alt=project.picture_alt,
        proposer=project.proposer,
    )


def _pot(db: Session, row: PotRow) -> Pot:
    return Pot(
        id=row.id,
        title=row.title,
        blurb=row.blurb,
        budget=row.budget,
        projects=tuple(_project(each) for each in project_rows(db, row.round_id, row.id)),
        electorate=electorate_of(row),
        groups=row.groups,
        shares=row.shares,
        rule=row.rule,
        completion=row.completion,
        share_step=row.share_step,
        max_ranks=row.max_ranks,
        minimum_supporters=row.minimum_supporters,
        quorum=row.quorum,
        conflicts=row.conflicts,
        tier=Tier(row.tier),
    )


def electorate_of(row: PotRow) -> Electorate:
    """Who may vote in a stored pot."""
    return Electorate(row.from_age, row.to_age, row.ages_on, row.wards, row.classes)


def _project(row: ProjectRow) -> Project:
    return Project(
        id=row.id,
        title=row.title,
        summary=row.summary,
        cost=row.cost,
        body=row.body,
        theme=row.theme,
        ward=row.ward,
        picture=row.picture,
        picture_alt=row.picture_alt,
        proposer=row.proposer,
    )
