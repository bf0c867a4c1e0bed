"""The shape of the code: stages in order, small modules and functions, no hidden state or dependency."""

from __future__ import annotations

import ast
import re
import statistics
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from siping_kg.graph import run

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "siping_kg"

STAGES = (
    "model",
    "files",
    "resources",
    "vocabulary",
    "gazetteer",
    "reading",
    "quantities",
    "extract",
    "resolve",
    "graph",
    "link",
    "promises",
    "store",
    "query",
    "ledger",
    "cooperation",
    "projects",
    "check",
    "unread",
    "evaluate",
    "pipeline",
    "pages",
    "server",
    "cli",
)
FACES = {"__init__", "__main__"}
"""The package's two front doors, which may open on any stage."""

VAGUE_NAMES = re.compile(r"utils?|helpers?|managers?|base|common|misc|core|tools?|stuff")
EMPTY = {"{}", "[]", "dict()", "list()", "set()", "OrderedDict()", "Counter()", "deque()"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def stage_of(path: Path) -> str:
    return name_of(path).partition("/")[0]


def stages_imported(tree: ast.AST, path: Path) -> Iterator[tuple[int, str]]:
    """The stages of this package that a module imports, wherever in it, each with its line."""
    home = ("siping_kg", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = home[: len(home) - node.level + 1] if node.level else ()
            origin = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{origin}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            first, _, rest = name.partition(".")
            if first == "siping_kg":
                yield node.lineno, rest.partition(".")[0]


def stage_faults(source: str, path: Path) -> list[str]:
    """Imports that do not go from a stage to a strictly earlier one (or stay within its own package)."""
    here = stage_of(path)
    if here in FACES:
        return []
    faults = []
    for line, other in stages_imported(ast.parse(source), path):
        if other == "__version__" or (other == here and path.parent != PACKAGE):
            continue
        if other not in STAGES or STAGES.index(other) >= STAGES.index(here):
            faults.append(f"{name_of(path)}:{line} imports {other or 'the package itself'}")
    return faults


def blank_registries(source: str) -> list[str]:
    """Module-level names bound to an empty mutable container: something fills them later, out of sight."""
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            value = ast.unparse(node.value).removeprefix("collections.")
            if value in EMPTY or re.fullmatch(r"defaultdict\(\w+\)", value):
                found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


def functions_over(source: str, limit: int) -> list[str]:
    """Functions of ``limit`` lines or more, decorators and docstring counted."""
    return [
        f"{node.name} ({length} lines)"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for first in [min([node.lineno, *(d.lineno for d in node.decorator_list)])]
        if (length := (node.end_lineno or first) - first + 1) >= limit
    ]


@pytest.fixture(params=MODULES, ids=name_of)
def module(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def test_what_decides_on_a_report_s_graph_is_all_that_its_making_imports() -> None:
    imported = {
        stage: {
            name
            for path in MODULES
            if stage_of(path) == stage
            for _, name in stages_imported(tree(path), path)
        }
        for stage in STAGES
    }
    needed, ahead = set[str](), {"reading", "extract", "resolve", "graph"}
    while ahead:
        needed |= ahead
        ahead = {name for stage in ahead for name in imported[stage]} & {*STAGES} - needed
    assert {name.removesuffix(".py") for name in run._CODE} == needed


def tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_a_module_belongs_to_a_stage_and_imports_only_earlier_ones(module: Path) -> None:
    assert stage_of(module) in (*STAGES, *FACES)
    assert stage_faults(module.read_text(encoding="utf-8"), module) == []


@pytest.mark.parametrize(
    ("where", "source", "faults"),
    [
        ("reading/text.py", "from siping_kg.model import Report", 0),
        ("reading/text.py", "from siping_kg.reading.layout import lines", 0),
        ("reading/text.py", "from .layout import lines", 0),
        ("reading/text.py", "def f():\n    from siping_kg.extract import spans", 1),
        ("reading/text.py", "from ..graph import quads", 1),
        ("model.py", "import siping_kg.cli", 1),
        ("model.py", "from siping_kg import model", 1),
        ("cli.py", "from siping_kg import pipeline, store", 0),
        ("cli.py", "from siping_kg import __version__", 0),
        ("cli.py", "import siping_kg", 1),
        ("store.py", "from siping_kg.shelf import x", 1),
    ],
)
def test_the_order_is_seen_in_every_form_of_import(where: str, source: str, faults: int) -> None:
    assert len(stage_faults(source, PACKAGE / where)) == faults


def test_a_module_is_short_and_opens_by_saying_what_goes_in_and_out(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    opening = ast.get_docstring(ast.parse(source)) or ""
    assert len(source.splitlines()) < 300
    assert opening.partition("\n")[0].endswith((".", "。")), "a module opens with a one-line docstring"


def test_half_of_the_modules_are_under_a_hundred_lines() -> None:
    assert statistics.median(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES) < 100


def test_functions_are_short(module: Path) -> None:
    assert functions_over(module.read_text(encoding="utf-8"), 40) == []


def test_a_long_function_is_counted_whole() -> None:
    source = '@cached\ndef long():\n    """Say.\n\n    More.\n    """\n' + "    x = 1\n" * 34
    assert functions_over(source, 40) == ["long (40 lines)"]
    assert functions_over(source.removeprefix("@cached\n"), 40) == []


def test_names_of_modules_say_what_is_in_them(module: Path) -> None:
    assert [part for part in name_of(module).split("/") if VAGUE_NAMES.fullmatch(part)] == []


def test_a_module_names_what_is_public(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    public = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not (stage_of(module) == "cli" and node.decorator_list)  # a command is public by its name there
    ]
    exported = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    assert exported or not public, "a module with public names has __all__"
    unlisted = sorted(set(public) - set(exported[0] if exported else ()))
    assert unlisted == [], "list it in __all__, or name it with a leading underscore"


def test_nothing_is_registered_behind_the_scenes(module: Path) -> None:
    assert blank_registries(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("READERS = {}", 1),
        ("READERS: dict[str, int] = {}", 1),
        ("SEEN = set()", 1),
        ("BY_KIND = defaultdict(list)", 1),
        ("ORDER = (1, 2)", 0),
        ("NAMES = dict(a=1)", 0),
        ("NAMES = {'a': 1}", 0),
    ],
)
def test_a_blank_registry_is_seen(line: str, found: int) -> None:
    assert len(blank_registries(line)) == found


def test_every_declared_dependency_is_imported_and_every_import_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[^\w.-]", line)[0].lower() for line in project["dependencies"]}
    distributions = packages_distributions()
    imported = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            else:
                continue
            imported |= {name.partition(".")[0] for name in names}
    outside = imported - set(sys.stdlib_module_names) - {"siping_kg"}
    used = {distributions[name][0].lower().replace("_", "-") for name in outside}
    assert sorted(used) == sorted(declared)
