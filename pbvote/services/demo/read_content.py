"""From the text of marlbrook.toml to `DemoContent`, strictly: what is wrong is named with its place."""

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from pbvote.services.demo.content import (
    Appeal,
    Contact,
    CostLine,
    DemoContent,
    DemoPot,
    DemoProject,
    DemoRound,
    DemoTrust,
    Names,
)
from pbvote.services.demo.toml_table import ContentError, TomlTable

ALL_WARDS = "All wards"
"""The ward of a project that is for the whole borough."""

_ID = re.compile(r"[a-z][a-z0-9-]{0,23}")
_PICTURE = re.compile(r"[a-z][a-z0-9-]*\.svg")
_MOST_APPEAL = 9


@cache
def marlbrook() -> DemoContent:
    """The demo's content as it is shipped, read once."""
    return parse_content(files("pbvote.services.demo").joinpath("marlbrook.toml").read_text("utf-8"))


def parse_content(text: str) -> DemoContent:
    """The content, or a `ContentError`."""
    try:
        table = TomlTable("marlbrook.toml", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"marlbrook.toml is not TOML: {error}. Mend that line.") from error
    trust = _trust(table.table("trust"))
    names = _names(table.table("people"))
    rounds = table.table("rounds")
    content = DemoContent(trust, names, _round(rounds.table("open"), trust), _round(rounds.table("finished"), trust))
    rounds.done()
    table.done()
    return content


def _trust(table: TomlTable) -> DemoTrust:
    trust = DemoTrust(
        name=table.text("name"),
        borough=table.text("borough"),
        host=table.text("host"),
        wards=table.texts("wards"),
        themes=table.texts("themes"),
        officers=table.texts("officers", least=3),
        clerk=table.text("clerk"),
        helper=table.text("helper"),
        reviewer=table.text("reviewer"),
        statement=_paragraphs(table, "statement"),
        contact=_contact(table.table("contact")),
    )
    table.done()
    return trust


def _contact(table: TomlTable) -> Contact:
    contact = Contact(
        phone=table.text("phone"),
        hours=table.text("hours"),
        email=table.text("email"),
        address=table.text("address"),
        places=table.texts("places"),
    )
    table.done()
    return contact


def _names(table: TomlTable) -> Names:
    names = Names(table.texts("given_younger"), table.texts("given_older"), table.texts("family"))
    table.done()
    return names


def _round(table: TomlTable, trust: DemoTrust) -> DemoRound:
    ages_on = table.day("ages_on")
    found = DemoRound(
        slug=_id(table, "slug"),
        title=table.text("title"),
        introduction=table.text("introduction"),
        opened_days_ago=table.whole("opened_days_ago", least=1),
        closes_in_days=table.whole("closes_in_days"),
        pots=tuple(_pot(each, trust, ages_on) for each in table.tables("pots", "pot")),
    )
    table.done()
    if found.closes_in_days <= -found.opened_days_ago:
        raise table.fault("it would close before it opens. Change opened_days_ago or closes_in_days.")
    _check_once(table, "pot", [pot.id for pot in found.pots])
    _check_once(table, "project", [project.id for pot in found.pots for project in pot.projects])
    return found


def _pot(table: TomlTable, trust: DemoTrust, ages_on: date) -> DemoPot:
    amount = table.whole("amount_pence", least=1)
    pot = DemoPot(
        id=_id(table, "id"),
        title=table.text("title"),
        amount_pence=amount,
        wards=table.texts("wards", least=0),
        age_from=table.whole("age_from", least=0),
        age_to=table.whole_or_none("age_to", least=0),
        ages_on=ages_on,
        max_ranks=table.whole("max_ranks", least=1),
        who=table.text("who"),
        projects=tuple(_project(each, trust, amount) for each in table.tables("projects", "project")),
    )
    table.done()
    if not set(pot.wards) <= set(trust.wards):
        raise table.fault("“wards” names a ward that the trust does not have.")
    return pot


def _project(table: TomlTable, trust: DemoTrust, amount: int) -> DemoProject:
    project = DemoProject(
        id=_id(table, "id"),
        title=table.text("title"),
        summary=table.text("summary"),
        cost_pence=table.whole("cost_pence", least=1),
        theme=table.text("theme"),
        ward=table.text("ward"),
        picture=table.text("picture"),
        picture_alt=table.text("picture_alt"),
        proposer=table.text("proposer"),
        what=_paragraphs(table, "what"),
        who=table.text("who"),
        buys=tuple(CostLine(item, pence) for item, pence in table.amounts("buys")),
        run=table.text("run"),
        after=table.text("after"),
        appeal=_appeal(table.table("appeal")),
    )
    table.done()
    _check_project(table, project, trust, amount)
    return project


def _check_project(table: TomlTable, project: DemoProject, trust: DemoTrust, amount: int) -> None:
    if project.cost_pence > amount:
        raise table.fault("“cost_pence” is more than the pot holds.")
    if sum(line.pence for line in project.buys) != project.cost_pence:
        raise table.fault("“buys” does not add up to “cost_pence”.")
    if project.theme not in trust.themes:
        raise table.fault(f"“theme” is “{project.theme}”, which the trust does not have.")
    if project.ward not in (*trust.wards, ALL_WARDS):
        raise table.fault(f"“ward” is “{project.ward}”, which is not a ward. Write “{ALL_WARDS}” for the borough.")
    if not _PICTURE.fullmatch(project.picture):
        raise table.fault("“picture” must be the name of an .svg file without a folder.")


def _appeal(table: TomlTable) -> Appeal:
    appeal = Appeal(
        younger=table.whole("younger", least=0),
        older=table.whole("older", least=0),
        adult=table.whole("adult", least=0),
        elder=table.whole("elder", least=0),
        home=table.whole("home", least=1),
    )
    table.done()
    if max(appeal.younger, appeal.older, appeal.adult, appeal.elder, appeal.home) > _MOST_APPEAL:
        raise table.fault(f"a number is over {_MOST_APPEAL}.")
    return appeal


def _id(table: TomlTable, key: str) -> str:
    found = table.text(key)
    if not _ID.fullmatch(found):
        raise table.fault(f"“{key}” must be a short name of small letters, digits and hyphens.")
    return found


def _check_once(table: TomlTable, what: str, ids: list[str]) -> None:
    for found in ids:
        if ids.count(found) > 1:
            raise table.fault(f"the {what} id “{found}” stands twice.")


def _paragraphs(table: TomlTable, key: str) -> tuple[str, ...]:
    return tuple(table.text(key).split("\n\n"))
