"""Turn a Word file's table into a pipe table: one header row, no merged cells, one line a cell."""

from collections import Counter
from collections.abc import Callable
from xml.etree.ElementTree import Element

from app.handbook.rules.parsed import RemarkKind

Convert = Callable[[Element], str]
MOST_COLUMNS = 60


def is_box(table: Element) -> bool:
    """Tell whether a table has one cell only."""
    return sum(len(row) for row in rows_of(table)) == 1


def rows_of(table: Element) -> list[Element]:
    """Return a table's rows, not those of tables inside it."""
    return [row for part in (table, *table.findall("thead"), *table.findall("tbody")) for row in part.findall("tr")]


def convert_table(table: Element, convert: Convert, remarks: Counter[RemarkKind]) -> str:
    """Return the table; its first row becomes the header if Word was not told of one."""
    rows = rows_of(table)
    if not rows:
        return ""
    if table.find("thead") is None:
        remarks[RemarkKind.FIRST_ROW_AS_HEADER] += 1
    grid = _lay_out(rows, convert, remarks)
    width = max(len(row) for row in grid)
    lines = [_line(row + [""] * (width - len(row))) for row in grid]
    return "\n".join([lines[0], _line(["---"] * width), *lines[1:]])


def _lay_out(rows: list[Element], convert: Convert, remarks: Counter[RemarkKind]) -> list[list[str]]:
    """Return the cells' texts by row and column; a merged cell's text stands in its first place."""
    grid: list[list[str]] = []
    held: dict[tuple[int, int], str] = {}
    for row_number, row in enumerate(rows):
        line: list[str] = []
        for cell in row:
            while (row_number, len(line)) in held:
                line.append("")
            columns, depth = _span(cell, "colspan"), _span(cell, "rowspan")
            if columns > 1 or depth > 1:
                remarks[RemarkKind.MERGED_CELLS_SPLIT] += 1
            for below in range(1, depth):
                held |= {(row_number + below, len(line) + column): "" for column in range(columns)}
            line += [_cell_text(cell, convert, remarks), *[""] * (columns - 1)]
        grid.append(line[:MOST_COLUMNS])
    return grid


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1")
    return min(max(int(value), 1), MOST_COLUMNS) if value.isdecimal() else 1


def _cell_text(cell: Element, convert: Convert, remarks: Counter[RemarkKind]) -> str:
    """Return a cell's text on one line; paragraphs and list entries are divided by semicolons."""
    parts = [node for node in cell.iter() if node.tag in {"p", "li"} and not any(child.tag == "p" for child in node)]
    texts = [convert(part).replace("\\\n", " ") for part in parts] if parts else [convert(cell)]
    texts = [text for text in texts if text]
    if len(texts) > 1:
        remarks[RemarkKind.CELLS_ON_ONE_LINE] += 1
    return "; ".join(texts).replace("|", "\\|")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
