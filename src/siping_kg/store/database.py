"""A directory in, the store in it out, opened for reading; an RDF file in, its graphs in memory out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from siping_kg.model import StoreError
from siping_kg.store.snapshots import nothing_published, snapshot

__all__ = ["STORE_VARIABLE", "default_store", "open_store", "read_graph"]

STORE_VARIABLE = "SIPING_KG_STORE"
"""The environment variable that says where the default store is."""


def default_store() -> Path:
    """Where the store is when none is named: $SIPING_KG_STORE, else in the user's data folder."""
    if chosen := os.environ.get(STORE_VARIABLE):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("siping-kg", appauthor=False) / "store"


@contextmanager
def open_store(path: Path) -> Iterator[Store]:
    """Open the store at a directory for reading, until the block ends.

    What is read is a snapshot: whole reports as they were at opening, whatever is written meanwhile, and
    no writer has to wait. A store whose first writing has not ended is empty.
    Raises StoreError when there is no store, or it cannot be opened.
    """
    _require_store(path)
    if nothing_published(path):
        yield Store()
        return
    with snapshot(path) as found:
        try:
            store = Store.read_only(str(found or path))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{path}: cannot be opened ({error}); {_way_out(path)}") from error
        yield store


def read_graph(path: Path) -> Store:
    """Read an RDF file (.nq, .trig, .ttl, …) into memory. Raises StoreError naming the file and line."""
    rdf = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if rdf is None:
        raise StoreError(
            f"{path}: not a name of an RDF file; it should end with .nq, .trig, .ttl, .nt or .jsonld"
        )
    store = Store()
    try:
        store.bulk_load(path=str(path), format=rdf)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror or error})") from error
    except SyntaxError as error:
        raise StoreError(f"{path}: line {error.lineno}: is not {rdf.name}: {error.msg}") from error
    return store


def _way_out(path: Path) -> str:
    return f"`siping-kg build --store {path}` makes one"


def _require_store(path: Path) -> None:
    if path.is_dir() and (path / "CURRENT").is_file():
        return
    what = "is not a store" if path.exists() else "there is no store here"
    raise StoreError(f"{path}: {what}; {_way_out(path if not path.is_file() else Path('DIR'))}")
