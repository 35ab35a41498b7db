"""The cast of all tests: a small trust with two officers, a pot for the young and one for everybody."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from pyotp import TOTP

from pbvote.domain.plan import RoundPlan
from pbvote.domain.pot import Electorate, Pot, Project
from pbvote.domain.round import Schedule
from pbvote.services.act_list import Done
from pbvote.services.analyse_count import analyse_count
from pbvote.services.appoint_officer import appoint_officers
from pbvote.services.cast_ballot import CastBallot, cast_ballot
from pbvote.services.console_staff import renew_at_console
from pbvote.services.enrol_members import NewMember, enrol_members
from pbvote.services.install import Release, Trust, install
from pbvote.services.join_staff import ChosenPassword, choose_password, finish_joining, read_invitation
from pbvote.services.logged_round import round_entries
from pbvote.services.office import Office, office_at
from pbvote.services.passwords import Passwords
from pbvote.services.plan_round import plan_round
from pbvote.services.print_codes import Printing
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.receipts import Receipt
from pbvote.services.seat import Seat
from pbvote.services.tick import tick
from pbvote.storage.clock import Clock
from pbvote.storage.tables import CheckRunRow, StaffRow
from tests.kept_worlds import KEPT, SQLITE, KeptWorld, copy_kept, file_of, new_folder

ORIGIN = "vote.marlbrook.example/log/1"
TRUST = Trust("Marlbrook Young People’s Trust", "Marlbrook", "01632 960 100", "Ask at the library.")
RELEASE = Release("0.1.0", "0" * 64, "1" * 64)
ROUND = "spring-2027"

QUICK_PASSWORDS = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""The passwords of tests protect nothing: as cheap as argon2 goes."""

OPENS = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
CLOSES = datetime(2027, 3, 14, 17, 0, tzinfo=UTC)

YOUTH = Pot(
    id="youth",
    title="Young people’s pot",
    blurb="If you are 11 to 19.",
    budget=2_000_000,
    electorate=Electorate(11, 19, date(2027, 3, 1)),
    max_ranks=3,
    projects=(
        Project("bike", "Bike repair shed", "Mend your bike.", 900_000),
        Project("quiet", "Quiet room", "A calm room.", 620_000),
        Project("games", "Make-a-game club", "Build a game.", 830_000),
        Project("boat", "A boat for all", "Learn to row.", 1_400_000),
    ),
)

EVERYBODY = Pot(
    id="everybody",
    title="Whole Marlbrook pot",
    blurb="If you are 11 or over.",
    budget=1_000_000,
    electorate=Electorate(11, None, date(2027, 3, 1)),
    projects=(
        Project("lamps", "Lamps", "Warm light.", 600_000),
        Project("pond", "A pond", "For frogs.", 300_000),
        Project("bench", "Benches", "To rest.", 200_000),
    ),
)

PLAN = RoundPlan(
    id=ROUND,
    title="Spring 2027",
    summary="Two pots.",
    schedule=Schedule(OPENS, CLOSES, CLOSES + timedelta(days=7), "Europe/London"),
    pots=(YOUTH, EVERYBODY),
    rules_text="Everybody gets an equal share of the money.",
)


def member(number: int) -> NewMember:
    """An invented member: even numbers are 14 years old, odd ones grown up."""
    born = date(2013, 2, 14) if number % 2 == 0 else date(1980, 6, 3)
    return NewMember(f"Member {number}", born, "Millgate")


@dataclass(frozen=True, slots=True)
class StaffCard:
    """What somebody of the staff has in the head and on the phone: `secret` is that of the app, in base32."""

    login: str
    password: str
    secret: str
    recovery: tuple[str, ...]


@dataclass(slots=True)
class World:
    """An installation with one round, its members by number, and their codes."""

    office: Office
    members: tuple[str, ...] = ()
    codes: dict[str, str] | None = None
    staff: dict[str, StaffCard] = field(default_factory=dict)

    def at(self, moment: datetime) -> None:
        """Let it be `moment` and run the jobs."""
        self.move(moment)
        tick(self.office)

    def move(self, moment: datetime) -> None:
        """Let it be `moment`."""
        with self.office.database.read() as db:
            self.office.clock.move_to(moment, db)

    def agree(self, act: str, round_id: str = ROUND, **arguments: str) -> Done:
        """Let officer 1 prepare and officer 2 confirm."""
        if act == "publish":
            self.pass_check(round_id)
        number = prepare_act(self.office, "officer-1", round_id, act, **arguments)
        return confirm_act(self.office, "officer-2", number)

    def enrol(self) -> None:
        """Let officers 1 to 3, clerk-1 and helper-1 set up their sign-ins, each through a link of their own."""
        for link in [renew_at_console(self.office, f"officer-{number}") for number in (1, 2, 3)]:
            self.join(link.role, link.token)
        for kind, name in (("clerk", "Sam Adeyemi"), ("helper", "Priya Nair")):
            self.join(f"{kind}-1", self.appoint(kind, name))

    def appoint(self, kind: str, name: str) -> str:
        """Let officers 1 and 2 appoint somebody; the secret of the link."""
        return self.agree_on_staff("appoint", kind=kind, name=name)

    def agree_on_staff(self, act: str, **arguments: str) -> str:
        """Let officer 1 prepare and officer 2 confirm an act about the staff; the secret of a link, if one is made."""
        number = prepare_act(self.office, "officer-1", None, act, **arguments)
        done = confirm_act(self.office, "officer-2", number)
        return done if isinstance(done, str) else ""

    def join(self, role: str, token: str) -> None:
        """Set up the sign-in of a role through its link: password, authenticator app, recovery codes."""
        password = f"{role} walks over nine stones"
        choose_password(self.office, token, ChosenPassword(role, password, date(1980, 6, 3)))
        secret = read_invitation(self.office, token).secret
        recovery = finish_joining(self.office, token, TOTP(secret).now())
        self.staff[role] = StaffCard(role, password, secret, recovery)

    def digits(self, role: str) -> str:
        """What the app of a role shows now. A test is faster than a phone, so the digits used last may come again."""
        with self.office.database.write() as uow:
            uow.db.get_one(StaffRow, role).totp_step = 0
            uow.commit()
        return TOTP(self.staff[role].secret).now()

    def pass_check(self, round_id: str = ROUND) -> None:
        """Keep what a check of the count that passed would keep: running the verifier takes half a second a world."""
        analyse_count(self.office, round_id)
        with self.office.database.write() as uow:
            now = self.office.clock.now(uow.db)
            counted = {each["manifest"] for each in round_entries(uow.db, round_id) if "trace" in each}
            for manifest in counted:
                uow.db.add(CheckRunRow(round_id=round_id, at=now, ok=True, manifest=manifest, findings=b"[]"))
            uow.commit()

    def seat(self, number: int) -> Seat:
        """Member `number` as signed in."""
        return Seat(ROUND, self.members[number])

    def cast(self, number: int, *ranking: str, pot: str = "youth", key: str | None = None) -> Receipt:
        """Let member `number` cast a ballot."""
        return cast_ballot(self.office, self.seat(number), CastBallot(pot, ranking, key or f"{number} {ranking}"))

    def close(self) -> None:
        """Let the time of the close pass, and close."""
        self.at(CLOSES + timedelta(seconds=121))

    def publish(self) -> None:
        """Draw, count and publish a closed round."""
        self.agree("draw", seed="4 17 23 31 40 52")
        self.agree("count")
        self.agree("publish")


def new_world(data: Path, database_url: str) -> World:
    """An installation with officers and no round, in which the round below has not begun."""
    return _world("new", data, database_url, 0, PLAN)


def sealed_world(data: Path, database_url: str, members: int = 8, plan: RoundPlan = PLAN) -> World:
    """A world whose round is frozen and sealed, with codes printed."""
    return _world("sealed", data, database_url, members, plan)


def open_world(data: Path, database_url: str, members: int = 8, plan: RoundPlan = PLAN) -> World:
    """A world whose round is open for voting."""
    return _world("open", data, database_url, members, plan)


def _world(state: str, data: Path, database_url: str, members: int, plan: RoundPlan) -> World:
    return kept_or_built(
        (state, members, plan), lambda folder, url: _BUILD[state](folder, url, members, plan), data, database_url
    )


def kept_or_built(wanted: Hashable, build: Callable[[Path, str], World], data: Path, database_url: str) -> World:
    """A copy of the world that is `wanted`, if it can be one, else one that is built here."""
    file = file_of(database_url)
    if file is None or (data.exists() and any(data.iterdir())):
        return build(data, database_url)
    if wanted not in KEPT:
        KEPT[wanted] = _built(build)
    kept = KEPT[wanted]
    copy_kept(kept, data, file)
    world = World(office_at(data, database_url, ORIGIN, Clock(), QUICK_PASSWORDS), kept.members, dict(kept.codes))
    world.move(kept.moment)
    return world


def _built(build: Callable[[Path, str], World]) -> KeptWorld:
    folder = new_folder()
    world = build(folder / "data", f"{SQLITE}{folder / 'pbvote.db'}")
    with world.office.database.read() as db:
        moment = world.office.clock.now(db)
    world.office.database.close()  # folds the write-ahead log into the file, so that a copy is whole
    return KeptWorld(folder, moment, world.members, world.codes or {})


def _build_new(data: Path, database_url: str, _members: int, _plan: RoundPlan) -> World:
    office = office_at(data, database_url, ORIGIN, Clock(), QUICK_PASSWORDS)
    world = World(office)
    world.move(OPENS - timedelta(days=30))
    install(office, TRUST, RELEASE, shifted=True)
    appoint_officers(office, ["Mei Tran", "Rhys Bellamy", "Dana Okafor"])
    return world


def _build_sealed(data: Path, database_url: str, members: int, plan: RoundPlan) -> World:
    world = _build_new(data, database_url, members, plan)
    plan_round(world.office, plan)
    world.agree("approve the schedule")
    world.members = enrol_members(world.office, ROUND, [member(number) for number in range(members)])
    world.agree("freeze")
    printing = world.agree("print codes")
    world.codes = dict(printing.codes) if isinstance(printing, Printing) else None
    world.agree("seal the roll")
    return world


def _build_open(data: Path, database_url: str, members: int, plan: RoundPlan) -> World:
    world = _build_sealed(data, database_url, members, plan)
    world.at(OPENS)
    return world


_BUILD = {"new": _build_new, "sealed": _build_sealed, "open": _build_open}


def plan_with(**changes: object) -> RoundPlan:
    """The plan with some fields of its youth pot changed."""
    return replace(PLAN, pots=(replace(YOUTH, **changes), EVERYBODY))  # type: ignore[arg-type] # fields by name
