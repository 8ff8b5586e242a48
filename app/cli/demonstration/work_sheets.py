"""Work-sheets of the modules: real workbooks, filled from the handbook's own list and table."""

import re
from io import BytesIO
from typing import Any

import xlsxwriter

from app.cli.demonstration.reading import read_text
from app.kernel.files import StoredFile, store
from app.kernel.locales import LANGUAGE_NAMES, LOCALES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLOT_COLUMNS = {
    "sl": ["Polje", "Vaš podatek", "Datum", "Vir"],
    "de": ["Feld", "Ihre Angabe", "Datum", "Quelle"],
    "en": ["Field", "Your entry", "Date", "Source"],
}
ENQUIRY_COLUMNS = {
    "sl": ["Zadnje povpraševanje: tu je čakalo (dni)"],
    "de": ["Letzte Anfrage: hier lag sie (Tage)"],
    "en": ["Last enquiry: it waited here (days)"],
}
COLUMN_WIDTHS = (48, 34, 16, 30)


def plot_profile(texts: dict[str, Any]) -> StoredFile:
    """Make the plot profile: the nine fields of section 2.4 with room for date and source."""
    tables = {locale: [PLOT_COLUMNS[locale], *([field] for field in _list_of_2_4(locale))] for locale in LOCALES}
    return _store_workbook(texts, tables, name="plot-profile.xlsx")


def path_of_enquiry(texts: dict[str, Any]) -> StoredFile:
    """Make the path of an enquiry: the table of section 7.2, to be changed into one's own."""
    tables = {}
    for locale in LOCALES:
        header, *steps = _table_of_7_2(locale)
        tables[locale] = [header + ENQUIRY_COLUMNS[locale], *steps]
    return _store_workbook(texts, tables, name="path-of-enquiry.xlsx")


WORK_SHEETS = {1: plot_profile, 2: path_of_enquiry}
"""Makers of the work-sheets by the number of the module."""


def _list_of_2_4(locale: str) -> list[str]:
    section = read_text(f"handbook/2-{locale}").split("\n## ")[4]
    return re.findall(r"^\d+\. (.+)$", section, flags=re.M)


def _table_of_7_2(locale: str) -> list[list[str]]:
    section = read_text(f"handbook/7-{locale}").split("\n## ")[2]
    lines = re.findall(r"^\|(.+)\|$", section, flags=re.M)
    rows = [[cell.strip().replace("*", "") for cell in line.split("|")] for line in lines]
    return [row for row in rows if not set(row[0]) <= set("- ")]


def _store_workbook(texts: dict[str, Any], tables: dict[str, list[list[str]]], *, name: str) -> StoredFile:
    """Keep a workbook with one sheet per language."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        title_format = workbook.add_format({"bold": True, "font_size": 14})
        text_format = workbook.add_format({"text_wrap": True, "valign": "top"})
        cell_format = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for locale, rows in tables.items():
            sheet = workbook.add_worksheet(LANGUAGE_NAMES[locale])
            sheet.set_landscape()
            sheet.fit_to_pages(1, 1)
            for column, width in enumerate(COLUMN_WIDTHS):
                sheet.set_column(column, column, width)
            sheet.write(0, 0, texts["title"][locale], title_format)
            sheet.merge_range(1, 0, 1, 3, texts["description"][locale], text_format)
            sheet.set_row(1, 60)
            for number, row in enumerate(rows, start=3):
                for column in range(len(rows[0])):
                    sheet.write(number, column, row[column] if column < len(row) else "", cell_format)
    return store(content.getvalue(), name=name, media_type=XLSX)
