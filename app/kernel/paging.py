"""Paging by key: every page costs the same, however far down the list it lies."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from app.kernel.database import db
from app.kernel.errors import NotFound

Row = TypeVar("Row")
PAGE_SIZE = 50


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list and the way to the others; cursors are None at the ends."""

    rows: list[Row]
    first_number: int
    total: int
    next_cursor: str | None
    previous_cursor: str | None

    @property
    def last_number(self) -> int:
        return self.first_number + len(self.rows) - 1


@dataclass(frozen=True)
class Order:
    """One column a list is ordered by; the last one of a list must be unique."""

    column: sa.SQLColumnExpression[Any]
    name: str
    descending: bool = False


def page_by_key(
    select: sa.Select[Any], orders: Sequence[Order], *, cursor: str | None, total: int, size: int = PAGE_SIZE
) -> Page[Any]:
    """Run `select` for one page; each `Order.name` must be the label of its column in the rows."""
    place = _read_cursor(cursor, len(orders)) if cursor else None
    backwards = bool(place and place["back"])
    query = select.order_by(*(_directed(order, backwards) for order in orders)).limit(size + 1)
    if place:
        query = query.where(_beyond(orders, place["key"], backwards))
    found = list(db.session.execute(query))
    more, rows = len(found) > size, found[:size]
    if backwards:
        rows.reverse()
    start = _first_number(place, len(rows))
    return Page(
        rows=rows,
        first_number=start,
        total=total,
        next_cursor=_cursor(orders, rows[-1], start + len(rows), back=False) if rows and (more or backwards) else None,
        previous_cursor=_cursor(orders, rows[0], start, back=True)
        if rows and _has_before(place, more, backwards)
        else None,
    )


def _has_before(place: dict[str, Any] | None, more: bool, backwards: bool) -> bool:
    return more if backwards else place is not None


def _first_number(place: dict[str, Any] | None, count: int) -> int:
    if place is None:
        return 1
    return max(1, place["number"] - count) if place["back"] else int(place["number"])


def _directed(order: Order, backwards: bool) -> sa.ColumnElement[Any]:
    return order.column.desc() if order.descending != backwards else order.column.asc()


def _beyond(orders: Sequence[Order], key: Sequence[Any], backwards: bool) -> sa.ColumnElement[bool]:
    """Build 'after this key in this order': (a > x) or (a = x and b > y) or …"""
    alternatives = []
    for depth, order in enumerate(orders):
        same = [before.column == value for before, value in zip(orders[:depth], key[:depth], strict=True)]
        later = order.column < key[depth] if order.descending != backwards else order.column > key[depth]
        alternatives.append(sa.and_(*same, later))
    return sa.or_(*alternatives)


def _cursor(orders: Sequence[Order], row: Any, number: int, *, back: bool) -> str:
    key = [_to_text(getattr(row, order.name)) for order in orders]
    text = json.dumps({"key": key, "number": number, "back": back}, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _to_text(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    return value if isinstance(value, str | int | float) else str(value)


def _from_text(value: Any) -> Any:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


def _read_cursor(cursor: str, length: int) -> dict[str, Any]:
    """Read a cursor from an address; a broken one is a page that does not exist."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        key = [_from_text(value) for value in place["key"]]
        if len(key) != length:
            raise ValueError
        return {"key": key, "number": int(place["number"]), "back": bool(place["back"])}
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise NotFound from None
