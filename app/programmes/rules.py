"""What a programme refuses, and how its organisations stand in order."""

import uuid
from collections.abc import Sequence

from app.kernel.errors import RuleBroken
from app.kernel.i18n import gettext

UNIT_MINUTES = (45, 50)


class CodeTaken(RuleBroken):
    """Another programme has this code."""

    def __init__(self, code: str) -> None:
        self.code = code

    def explain(self) -> str:
        return gettext("Another programme has the code %(code)s.", code=self.code)


class TakesPartAlready(RuleBroken):
    """The organisation has this part in the programme already."""

    def __init__(self, name: str) -> None:
        self.name = name

    def explain(self) -> str:
        return gettext("%(name)s takes part in this programme already.", name=self.name)


def moved(keys: Sequence[uuid.UUID], key: uuid.UUID, *, by: int) -> list[uuid.UUID]:
    """Return the keys with one of them moved up (-1) or down (1); at the ends it stays where it is."""
    order = list(keys)
    place = order.index(key)
    order.insert(max(0, min(len(order) - 1, place + by)), order.pop(place))
    return order
