"""What all tests share: golden files, a browser where there is one, closing lines on what was left out."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# No timing in tests: a slow machine is no fault. The same examples on every run.
settings.register_profile("siping-kg", deadline=None, derandomize=True)
settings.load_profile("siping-kg")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew from this run")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say which tests this machine could not run, and why, just above pytest's own closing line."""
    yield
    reasons: Counter[tuple[str, str]] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[report.nodeid.partition("::")[0], reason.removeprefix("Skipped: ")] += 1
    if reasons:
        terminalreporter.section("left out")
        for (file, reason), count in sorted(reasons.items()):
            terminalreporter.write_line(f"{count} of {file}: {reason}")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)`` holds text against tests/golden/NAME, which ``--update-golden`` renews."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path.name} is not there: run pytest --update-golden and read what it wrote"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium or Chrome; a test that needs one is left out where there is none.

    With SIPING_KG_COMPLETE set, as .ci/run sets it, the test fails instead.
    """
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if found := shutil.which(name):
            return found
    reason = "no Chromium here (Debian: apt-get install chromium fonts-noto-cjk)"
    if os.environ.get("SIPING_KG_COMPLETE"):
        pytest.fail(reason)
    pytest.skip(reason)
