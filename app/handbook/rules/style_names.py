"""What the styles of Word and LibreOffice mean, by the names people see: in English, German and Slovenian.

Word keeps the English names of its own styles whatever its language; other programs do not, and call-outs are styles
that people make themselves.
"""

TITLE = ("Title", "Titel", "Naslov")
SUBTITLE = ("Subtitle", "Untertitel", "Podnaslov")
CAPTION = ("Caption", "Table", "Beschriftung", "Napis")
QUOTATION = ("Quote", "Intense Quote", "Quotations", "Zitat", "Intensives Zitat", "Citat", "Intenziven citat")
HEADING = ("Heading", "Überschrift", "Naslov")
"""With the number of the level after it."""
CONTENTS = ("toc", "Contents", "Verzeichnis", "Kazalo vsebine")
"""Likewise."""
CALLOUTS = {
    "exercise": ("Exercise", "Übung", "Vaja"),
    "example": ("Example", "Beispiel", "Primer"),
    "checklist": ("Checklist", "Checkliste", "Kontrolni seznam"),
    "tip": ("Tip", "Tipp", "Nasvet"),
    "warning": ("Warning", "Warnung", "Opozorilo"),
    "definition": ("Definition", "Begriff", "Definicija", "Opredelitev"),
}
