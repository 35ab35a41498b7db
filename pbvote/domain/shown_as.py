"""How a member is shown beside what they wrote: by default without any name, and the young never by theirs."""

from dataclasses import dataclass

NAME = "name"
NICKNAME = "nickname:"

NICKNAMES = (
    "Badger", "Blackbird", "Bluebell", "Bramble", "Brook", "Bumblebee", "Buttercup", "Cedar", "Chestnut", "Clover",
    "Cobweb", "Comet", "Coral", "Cricket", "Curlew", "Daisy", "Dolphin", "Dragonfly", "Fern", "Firefly", "Foxglove",
    "Goldfinch", "Hazel", "Hedgehog", "Heron", "Holly", "Ivy", "Juniper", "Kestrel", "Kingfisher", "Ladybird",
    "Lantern", "Lark", "Lavender", "Lighthouse", "Lynx", "Magpie", "Maple", "Marigold", "Meadow", "Moss", "Newt",
    "Nightingale", "Oak", "Otter", "Owl", "Pebble", "Poppy", "Primrose", "Puffin", "Rainbow", "Robin", "Rowan",
    "Sandpiper", "Seal", "Skylark", "Snowdrop", "Sparrow", "Squirrel", "Starling", "Sunflower", "Swallow", "Swift",
    "Thistle", "Thunder", "Tulip", "Violet", "Walnut", "Wren", "Yarrow",
)  # fmt: skip
"""What a member can choose instead of a name; several may have the same, so it points to nobody."""

_YOUNG_BANDS = {"11-13": "11 to 13", "14-16": "14 to 16"}
"""A band that holds adults too is not said of the young: it would say their age."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What may be said of a member: `band` as on the roll; `chosen` is their account's `shown_as`."""

    young: bool
    band: str = ""
    chosen: str = ""
    name: str = ""


def may_show(chosen: str, *, young: bool) -> bool:
    """Whether a member can be shown like this."""
    if chosen.startswith(NICKNAME):
        return chosen.removeprefix(NICKNAME) in NICKNAMES
    return chosen == "" or (chosen == NAME and not young)


def shown_kind(standing: Standing) -> tuple[str, str]:
    """How pages show a member, as a kind and its detail, which can be empty.

    Such as ("name", "Ann Lee"), ("nickname", "Otter"), ("young", "11 to 13"), ("member", "").
    """
    if standing.chosen.startswith(NICKNAME) and may_show(standing.chosen, young=standing.young):
        return "nickname", standing.chosen.removeprefix(NICKNAME)
    if standing.young:
        return "young", _YOUNG_BANDS.get(standing.band, "")
    if standing.chosen == NAME and standing.name:
        return "name", standing.name
    return "member", ""
