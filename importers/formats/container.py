"""Archives and folders as sources: what is in them is put to the other formats, by content, as a lone file would be.

An archive is unpacked in the stage, archives inside it once more (a delivery of zipped Shapefiles in one ZIP), and no
deeper. A KMZ is an archive like any other. A folder is read where it is; archives in it count where nothing else does.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from importers.formats import datasets
from importers.formats.contract import Format, ReadRequest, Source
from importers.formats.datasets import Dataset
from importers.formats.unpacking import Budget, is_archive, unpack
from importers.reading.marks import refuse_marked_name

_OFFICE = "[Content_Types].xml"


def archive_of(formats: Sequence[Format]) -> Format:
    """The format `archive`, for files of the formats given."""

    @contextmanager
    def read(request: ReadRequest) -> Iterator[Source]:
        """Read what is meant of the archive; its hash is the archive's."""
        budget, folder = Budget(request.most_unpacked_bytes), request.stage / "unpacked"
        unpack(request.path, folder, budget)
        found = [*datasets.datasets_in(folder, formats, request.path), *_nested(request, folder, formats, budget)]
        with _opened(request, folder, found) as source:
            source.parts = (request.path,)
            yield source

    return Format("archive", "ZIP", (".zip", ".kmz", ".tar", ".gz", ".tgz"), _is_file_and_archive, read)


def folder_of(formats: Sequence[Format]) -> Format:
    """The format `folder`, for files of the formats given; asked after those whose data are folders themselves."""

    @contextmanager
    def read(request: ReadRequest) -> Iterator[Source]:
        """Read what is meant of the folder; its hash is that of the parts that are read."""
        budget = Budget(request.most_unpacked_bytes)
        found = datasets.datasets_in(request.path, formats, request.path) or _nested(
            request, request.path, formats, budget
        )
        with _opened(request, request.path, found) as source:
            yield source

    return Format("folder", "Folder", (), Path.is_dir, read, is_folder=True)


def _is_file_and_archive(path: Path) -> bool:
    return path.is_file() and is_archive(path)


@contextmanager
def _opened(request: ReadRequest, folder: Path, found: list[Dataset]) -> Iterator[Source]:
    """E-FILE-10 comes first: names with a secrecy mark are not listed either. A list beside data doesn't count."""
    for path, _ in datasets.files_in(folder):
        refuse_marked_name(path)
    if not found:
        raise datasets.refuse_none(request.path, folder)
    with datasets.opened(request, [one for one in found if not one.format.aside] or found) as source:
        yield source


def _nested(request: ReadRequest, folder: Path, formats: Sequence[Format], budget: Budget) -> list[Dataset]:
    """What archives directly in the folder hold; documents of office programs, which are ZIP files too, are left."""
    found: list[Dataset] = []
    archives = [
        path
        for path, is_folder in datasets.files_in(folder)
        if not is_folder and path.stat().st_size and is_archive(path) and not any(f.recognises(path) for f in formats)
    ]
    for number, path in enumerate(archives):
        inside = request.stage / f"nested-{number}"
        label = path.relative_to(folder).as_posix()
        with datasets.named(request.path, path, label):
            unpack(path, inside, budget)
        for one, _ in datasets.files_in(inside):
            refuse_marked_name(one)
        if not (inside / _OFFICE).exists():
            held = datasets.datasets_in(inside, formats, request.path)
            found += [replace(one, label=f"{label}/{one.label}") for one in held]
    return found
