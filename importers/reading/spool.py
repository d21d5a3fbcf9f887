"""What a reading leaves: an Arrow IPC file of our own and its description.

Batches are read one by one; through a memory map the pages of all of them would count as this process's memory.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyarrow as pa

from importers.reading.description import SourceDescription

_PREFIX, _LOCK = "dothi-read-", "lock"
GEOMETRY = "geometry"
GeometryChange = Callable[[pa.Array], pa.Array]
"""WKB to WKB, null to null."""


class SpoolFolder:
    """A folder of one reading, locked as long as its process lives, so that a killed one's can be swept."""

    def __init__(self, spool_dir: Path) -> None:
        spool_dir.mkdir(parents=True, exist_ok=True)
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=spool_dir))
        self._lock: IO[bytes] = (self.path / _LOCK).open("wb")
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def remove(self) -> None:
        """Remove the folder and all in it; again is harmless."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.close()


class Spool:
    """The rows of one read file. Close it, or use it as a context manager, to remove it from the disk."""

    def __init__(self, folder: SpoolFolder, path: Path, metadata: SourceDescription) -> None:
        self._folder, self.path, self.metadata = folder, path, metadata
        self._file = pa.OSFile(str(path), "rb")
        self._reader = pa.ipc.open_file(self._file)
        self._change: GeometryChange | None = None

    def adjust(self, change: GeometryChange, metadata: SourceDescription) -> None:
        """Read every geometry as `change` makes it of what the file says, under a description that fits."""
        self._change, self.metadata = change, metadata

    @property
    def schema(self) -> pa.Schema:
        """`fid` int64, `geometry` binary, then the source's columns."""
        return self._reader.schema

    @property
    def count(self) -> int:
        return self.metadata.feature_count

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The batches in source order; may be called any number of times."""
        return map(self._adjusted, _batches(self._reader))

    def column(self, name: str) -> pa.ChunkedArray:
        """One whole column, without a copy."""
        position = self.schema.get_field_index(name)
        with pa.memory_map(str(self.path), "r") as mapped, pa.ipc.open_file(mapped) as reader:
            batches = map(self._adjusted, _batches(reader)) if name == GEOMETRY else _batches(reader)
            return pa.chunked_array([b.column(position) for b in batches], self.schema.field(position).type)

    def _adjusted(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        if self._change is None:
            return batch
        position = batch.schema.get_field_index(GEOMETRY)
        return batch.set_column(position, batch.schema.field(position), self._change(batch.column(position)))

    def rewrite(self, schema: pa.Schema, batches: Iterator[pa.RecordBatch], metadata: SourceDescription) -> None:
        """Put other rows in the place of these, which may be made of them as they go."""
        other = self.path.with_name(f"{self.path.stem}-2.arrow")
        with pa.OSFile(str(other), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
        self._file.close()
        other.replace(self.path)
        self.metadata, self._file = metadata, pa.OSFile(str(self.path), "rb")
        self._reader = pa.ipc.open_file(self._file)

    def close(self) -> None:
        """Remove the spool; arrays already taken stay valid, for their pages stay mapped."""
        self._file.close()
        self._folder.remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _batches(reader: pa.ipc.RecordBatchFileReader) -> Iterator[pa.RecordBatch]:
    for number in range(reader.num_record_batches):
        yield reader.get_batch(number)


def remove_abandoned(spool_dir: Path) -> int:
    """Remove the folders of readings whose process is gone, and say how many there were."""
    removed = 0
    for folder in spool_dir.glob(f"{_PREFIX}*"):
        try:
            with (folder / _LOCK).open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
                removed += 1
        except OSError:  # held by a living process, or removed meanwhile
            continue
    return removed
