"""Files that carry a secrecy mark are refused while they are read: nothing of them goes further than this process."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from gis.errors import FileRefused
from importers.formats.contract import Source
from importers.normalise.secrecy import is_secrecy_column, marked_name, marked_prose, marked_values

_FILE_NAME = ("its file name", "tên tệp")
_LAYER_NAME = ("the name of a layer", "tên lớp")
_DESCRIPTION = ("its description", "phần mô tả")
_COLUMN = ("a column that says how secret its rows are", "cột ghi độ mật")


def refuse_marked_name(path: Path, layer: str | None = None) -> None:
    """Raises FileRefused E-FILE-10 where the file's own name is marked, or the layer's that is asked for."""
    if marked_name(path.stem):
        raise _marked(path, _FILE_NAME)
    if layer and marked_name(layer):
        raise _marked(path, _LAYER_NAME)


def refuse_marked_source(source: Source, path: Path) -> None:
    """Raises FileRefused E-FILE-10 where a layer's name or a description in the file is marked."""
    if any(marked_name(name) for name in (source.layer, *source.names)):
        raise _marked(path, _LAYER_NAME)
    if any(marked_prose(text) for text in source.notes):
        raise _marked(path, _DESCRIPTION)


def marks_in_rows(schema: pa.Schema, path: Path) -> Callable[[pa.RecordBatch], None]:
    """What refuses a batch (E-FILE-10) that has a marked row; it looks at nothing where no column says how secret."""
    columns = [
        field.name for field in list(schema)[2:] if pa.types.is_string(field.type) and is_secrecy_column(field.name)
    ]

    def refuse(batch: pa.RecordBatch) -> None:
        for name in columns:
            if marked_values(pc.unique(batch.column(name)).to_pylist()):
                raise _marked(path, _COLUMN)

    return refuse


def _marked(path: Path, where: tuple[str, str]) -> FileRefused:
    return FileRefused("E-FILE-10", name=path.name, where=where[0], where_vi=where[1])
