"""Everything is where one would guess, and small enough to be read."""

import ast

from tests.architecture.repository import (
    APP,
    CLOSED_ROOMS,
    ROOMS,
    ROOT,
    features,
    functions_in,
    imported_names,
    place,
    python_files,
    room_of,
    tree_of,
)

FILE_LINES = 300
FUNCTION_LINES = 40
VIEW_LINES = 25
KERNEL_LINES = 2000


def test_a_feature_has_known_rooms_only():
    unknown = [
        str(path.relative_to(ROOT))
        for feature in features()
        for path in feature.iterdir()
        if path.name not in {"__init__.py", "__pycache__"}
        and (path.stem not in ROOMS or path.suffix not in {"", ".py"})
    ]

    assert unknown == []


def test_the_front_door_of_a_feature_says_what_it_is_and_nothing_else():
    talkative = [
        feature.name
        for feature in features()
        if len(tree_of(feature / "__init__.py").body) != 1 or not ast.get_docstring(tree_of(feature / "__init__.py"))
    ]

    assert talkative == []


def test_no_kernel_module_carries_the_name_of_a_room():
    assert [path.name for path in python_files(APP / "kernel") if path.stem in ROOMS] == []


def test_a_feature_enters_another_through_its_open_rooms_only():
    trespasses = [
        f"{place(path, line)} imports {name}"
        for feature in features()
        for path in python_files(feature)
        for name, line in imported_names(path)
        if _names_a_closed_room_of_another(name, own=feature.name)
    ]

    assert trespasses == []


def _names_a_closed_room_of_another(name: str, own: str) -> bool:
    package, _, rest = name.partition(".")
    feature, _, room = rest.partition(".")
    return package == "app" and feature not in {own, "kernel"} and room.split(".")[0] in CLOSED_ROOMS


def test_files_are_short_enough_to_be_read_in_one_go():
    files = [ROOT / "config.py", ROOT / "wsgi.py", *python_files(APP), *python_files(ROOT / "tests")]
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in files if path.exists()}

    assert {str(path): length for path, length in lengths.items() if length > FILE_LINES} == {}


def test_functions_do_one_thing():
    long = [
        f"{place(path, function.lineno)} {function.name}: {_length(function)} lines"
        for path in python_files(APP)
        for function in functions_in(path)
        if _length(function) > (VIEW_LINES if room_of(path) == "views" else FUNCTION_LINES)
    ]

    assert long == []


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_the_kernel_stays_small():
    assert sum(len(path.read_text("utf-8").splitlines()) for path in python_files(APP / "kernel")) <= KERNEL_LINES
