"""Named graphs of N-Quads in; the store at a directory changed by them, and published to its readers, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from siping_kg.model import StoreError
from siping_kg.store.snapshots import begin, mark_changing, publish, snapshot, was_changing

__all__ = ["StoreWriter", "replace_graphs", "require_room", "write_store"]

_BATCH = 64 * 1024 * 1024


class StoreWriter:
    """A store that one process may change, graph by graph; readers see a change when it is published.

    A process that is killed leaves readers what was published last. What it had dropped and not put back is
    put back when the store is next opened for writing; what it had put in is there, whole.
    """

    __slots__ = ("_path", "_store", "changed")

    def __init__(self, path: Path, store: Store, *, changed: bool) -> None:
        self._path, self._store = path, store
        self.changed = changed
        """Whether readers do not see yet what the store holds."""

    @property
    def store(self) -> Store:
        """What the store holds now, published or not."""
        return self._store

    def replace(self, quads: Mapping[str, bytes], *, remove: Iterable[str] = ()) -> None:
        """Put named graphs in place of those of the same name, and drop others; readers do not see it yet.

        Raises StoreError for lines of another graph or not N-Quads (nothing is changed).
        """
        for iri, lines in quads.items():
            _check_endings(iri, lines)
        store = self._store
        replaced = sorted({*quads, *remove}.intersection(name.value for name in store.named_graphs()))
        if not (quads or replaced):
            return
        if replaced:
            _check_syntax(quads)  # before anything goes: a load alone takes all or nothing by itself
        try:
            mark_changing(self._path)
            self.changed = True
            for iri in replaced:
                store.remove_graph(NamedNode(iri))
            for batch in _batches(quads):
                store.bulk_load(batch, format=RdfFormat.N_QUADS)
        except SyntaxError:
            _check_syntax(quads)
            raise
        except OSError as error:
            raise _unwritten(self._path, error) from error

    def publish(self) -> None:
        """Show readers what the store holds now. Raises StoreError when it cannot be written."""
        try:
            self._store.flush()
            publish(self._path, self._store)
        except OSError as error:
            raise _unwritten(self._path, error) from error
        self.changed = False

    def close(self) -> None:
        """Let others write."""
        del self._store


@contextmanager
def write_store(path: Path) -> Iterator[StoreWriter]:
    """Open the store at a directory, made if need be, for writing, until the block ends.

    Raises StoreError for a directory that is no store, and while another process writes.
    """
    store = _open_to_write(path)
    try:
        killed = was_changing(path)
        if killed:
            _put_back(path, store)
        writer = StoreWriter(path, store, changed=killed)
    finally:
        del store
    try:
        yield writer
    finally:
        writer.close()


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
    with write_store(path) as writer:
        writer.replace(quads, remove=remove)
        writer.publish()


def require_room(path: Path) -> None:
    """Check that a store is at a directory or can be made there. Raises StoreError."""
    if path.is_file():
        raise StoreError(f"{path}: is a file; a store is a directory, empty or not there yet when it is made")
    # LOCK is the first file of a new database: with it and no CURRENT, its making was cut short.
    if (
        path.is_dir()
        and any(entry.name != "snapshots" for entry in path.iterdir())
        and not any((path / name).is_file() for name in ("CURRENT", "LOCK"))
    ):
        raise StoreError(f"{path}: holds other files and no store; name an empty or a new directory")


def _open_to_write(path: Path) -> Store:
    require_room(path)
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


def _put_back(path: Path, store: Store) -> None:
    """Put back the graphs that readers see and that a killed process had dropped."""
    with snapshot(path) as newest:
        if newest is None:
            return
        published = Store.read_only(str(newest))
        there = {name.value for name in store.named_graphs()}
        for name in published.named_graphs():
            if name.value not in there:
                store.bulk_extend(published.quads_for_pattern(None, None, None, name))


def _unwritten(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path}: cannot be written ({error}); readers keep what was there")


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
