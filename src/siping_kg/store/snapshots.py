"""A store's directory in; numbered snapshots that never change, each with a lock while it is read, out.

Oxigraph leaves it undefined what a read-only store sees of one that is being written: it was measured to
fail, and to fill all memory in an endless query. So readers never open what a writer writes. After each
change the writer hard-links the database into ``snapshots/NUMBER`` and readers open the highest number.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Store

from siping_kg.model import StoreError

__all__ = ["begin", "mark_changing", "nothing_published", "publish", "snapshot", "was_changing"]

_FOLDER = "snapshots"
_CHANGING = "changing"
_TRIES = 100
_PAUSE = 0.02


def begin(path: Path) -> bool:
    """Get a directory ready for snapshots; true if it was not before. From now on readers read only those."""
    new = not (path / _FOLDER).is_dir()
    (path / _FOLDER).mkdir(parents=True, exist_ok=True)
    return new


def nothing_published(path: Path) -> bool:
    """Whether the store at ``path`` is at its first writing, or that was cut short."""
    return (path / _FOLDER).is_dir() and not _numbers(path / _FOLDER)


def mark_changing(path: Path) -> None:
    """Note, until the next publishing, that the database holds what no snapshot does."""
    (path / _FOLDER / _CHANGING).touch()


def was_changing(path: Path) -> bool:
    """Whether who wrote last ended between a change and its publishing."""
    return (path / _FOLDER / _CHANGING).exists()


def publish(path: Path, store: Store) -> None:
    """Make what the store now holds the newest snapshot, and drop older ones that nobody reads."""
    folder = path / _FOLDER
    unfinished = folder / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    store.backup(str(unfinished))
    older = _numbers(folder)
    newest = f"{max(older, default=0) + 1:06}"
    (folder / f"{newest}.lock").touch()
    unfinished.rename(folder / newest)
    (folder / _CHANGING).unlink(missing_ok=True)
    for number in older:
        _drop(folder, f"{number:06}")


@contextmanager
def snapshot(path: Path) -> Iterator[Path | None]:
    """The newest snapshot of the store at ``path``, kept from being dropped until the block ends.

    None when there is none, as in a store that another program made. Raises StoreError when snapshots
    come and go faster than one can be opened.
    """
    folder = path / _FOLDER
    for _ in range(_TRIES):
        numbers = _numbers(folder)
        if not numbers:
            yield None
            return
        name = f"{max(numbers):06}"
        if lock := _lock(folder / f"{name}.lock", "ro", "BEGIN"):
            try:
                if (folder / name).is_dir():
                    yield folder / name
                    return
            finally:
                lock.close()
        time.sleep(_PAUSE)
    raise StoreError(f"{path}: its snapshots change too fast to be read; try again when nothing writes to it")


def _numbers(folder: Path) -> list[int]:
    if not folder.is_dir():
        return []
    return sorted(int(entry.name) for entry in folder.iterdir() if re.fullmatch(r"\d{6,}", entry.name))


def _drop(folder: Path, name: str) -> None:
    if lock := _lock(folder / f"{name}.lock", "rw", "BEGIN EXCLUSIVE"):
        shutil.rmtree(folder / name)
        lock.close()
        (folder / f"{name}.lock").unlink()


def _lock(path: Path, mode: str, begin: str) -> sqlite3.Connection | None:
    """Lock a file, shared or alone, until the connection is closed or the process ends; None if it is taken.

    SQLite is Python's own portable lock that knows readers from writers: the file stays empty.
    """
    try:
        lock = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=0,
            isolation_level=None,
            check_same_thread=False,
        )
    except sqlite3.OperationalError:
        return None
    try:
        lock.execute(begin)
        lock.execute("SELECT name FROM sqlite_master").fetchall()
    except sqlite3.OperationalError:
        lock.close()
        return None
    return lock
