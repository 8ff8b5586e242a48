"""The list as a table for spreadsheets: every cell is text, so a name that begins with "=" is no formula."""

import csv
import io
from collections.abc import Sequence

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60


def to_csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return what Excel of a Slovenian or German user opens at once: semicolons, UTF-8 with its mark, CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(cell) for cell in head])
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet; its first row stays in sight and filters."""
    import xlsxwriter  # only who exports needs it

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_sheet_name(title))
    bold = book.add_format({"bold": True})
    for column, word in enumerate(head):
        sheet.write_string(0, column, word, bold)
        longest = max((len(row[column]) for row in rows), default=0)
        sheet.set_column(column, column, min(WIDEST, max(longest, len(word)) + 2))
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(head) - 1)
    book.close()
    return file.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_BEGINS) else cell


def _sheet_name(title: str) -> str:
    """Leave out what a sheet's name may not hold."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or "1"
