"""A directory in, the store in it out: opened for reading, or changed graph by graph."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from siping_kg.model import StoreError
from siping_kg.store.snapshots import begin, nothing_published, publish, snapshot

__all__ = ["STORE_VARIABLE", "default_store", "open_store", "read_graph", "replace_graphs"]

STORE_VARIABLE = "SIPING_KG_STORE"
"""The environment variable that says where the default store is."""

_BATCH = 64 * 1024 * 1024


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


def replace_graphs(path: Path, quads: Mapping[str, bytes], *, remove: Iterable[str] = ()) -> None:
    """Put named graphs into the store at a directory, made if need be, in place of those of the same name.

    ``quads`` gives each graph's IRI its N-Quads, a line a quad, all of that graph; ``remove`` names graphs
    to drop. Readers see all of it at once, when it is done. A process that is killed leaves readers what
    they had, and the next call starts from whole graphs.
    Raises StoreError for lines of another graph or not N-Quads (nothing is changed), for a directory that
    is no store, and while another process writes.
    """
    for iri, lines in quads.items():
        _check_endings(iri, lines)
    store = _open_to_write(path)
    try:
        replaced = sorted({*quads, *remove}.intersection(name.value for name in store.named_graphs()))
        if replaced:
            _check_syntax(quads)  # before anything goes: a load alone takes all or nothing by itself
        for iri in replaced:
            store.remove_graph(NamedNode(iri))
        for batch in _batches(quads):
            store.bulk_load(batch, format=RdfFormat.N_QUADS)
        store.flush()
        publish(path, store)
    except SyntaxError:
        _check_syntax(quads)
        raise
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error}); readers keep what was there") from error


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


def _open_to_write(path: Path) -> Store:
    if path.is_file():
        raise StoreError(f"{path}: is a file; a store is a directory, empty or not there yet when it is made")
    # LOCK is the first file of a new database: with it and no CURRENT, its making was cut short.
    if (
        path.is_dir()
        and any(path.iterdir())
        and not any((path / name).is_file() for name in ("CURRENT", "LOCK"))
    ):
        raise StoreError(f"{path}: holds other files and no store; name an empty or a new directory")
    try:
        of_others = (path / "CURRENT").is_file()
        new = begin(path)
        store = Store(str(path))
        if new and of_others:
            publish(path, store)
        return store
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).casefold():
            raise StoreError(
                f"{path}: another program is writing to this store; try again when it ends"
            ) from error
        raise StoreError(f"{path}: cannot be opened for writing ({error}); name another directory") from error


def _check_endings(iri: str, lines: bytes) -> None:
    """Every line must be a quad of the graph, so that dropping the graph drops all of them."""
    ending = f" <{iri}> .\n".encode()
    if not lines or lines.count(ending) != lines.count(b"\n") or not lines.endswith(b"\n"):
        raise StoreError(f"<{iri}>: its N-Quads must be lines that end with `<{iri}> .`, at least one")


def _check_syntax(quads: Mapping[str, bytes]) -> None:
    for iri, lines in quads.items():
        try:
            for _ in parse(lines, format=RdfFormat.N_QUADS):
                pass
        except SyntaxError as error:
            raise StoreError(f"<{iri}>: line {error.lineno} is not N-Quads: {error.msg}") from error


def _batches(quads: Mapping[str, bytes]) -> Iterator[bytes]:
    """Whole graphs by name, joined up to a size: one load of many costs less than many loads of one."""
    batch: list[bytes] = []
    for iri in sorted(quads):
        batch.append(quads[iri])
        if sum(map(len, batch)) >= _BATCH:
            yield b"".join(batch)
            batch = []
    if batch:
        yield b"".join(batch)
