"""What can be read in a folder, and which of it is meant: a dataset, or one of its layers, named by --source-layer."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gis.errors import FileRefused
from importers.formats.contract import Format, Held, ReadRequest, Source, choose

MOST_FILES = 20_000
_LEFT_OUT = ("__MACOSX", "Thumbs.db", "desktop.ini")
_NAMED = 12


@dataclass(frozen=True)
class Dataset:
    """A file (or a file geodatabase) and its format; `label` is its path in the source, with slashes."""

    path: Path
    format: Format
    label: str


@dataclass(frozen=True)
class Choice:
    """One thing that can be read: a dataset, and of one with several layers, which. `names` are all it answers to."""

    held: Held
    names: tuple[str, ...]
    dataset: Dataset
    layer: str | None


def files_in(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Every file and every folder below, in order; links, hidden ones and what systems leave behind are not taken."""
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_left_out(Path(at, name)))
        for name in folders:
            yield Path(at, name), True
        for name in sorted(files):
            if not _is_left_out(Path(at, name)):
                yield Path(at, name), False


def datasets_in(folder: Path, formats: Sequence[Format], container: Path) -> list[Dataset]:
    """What the formats recognise. Lists that may lie beside it count only where nothing else is there.

    Raises:
        FileRefused: E-FILE-16 an XML named as one of the formats declares a document type.
    """
    found: list[Dataset] = []
    taken: set[Path] = set()
    for number, (path, _) in enumerate(files_in(folder)):
        if number >= MOST_FILES:
            break
        if not taken.isdisjoint(path.parents):
            continue
        label = path.relative_to(folder).as_posix()
        with named(container, path, label):
            format_ = _format_of(path, formats)
        if format_ is not None:
            found.append(Dataset(path, format_, label))
            taken.add(path)
    return [one for one in found if not one.format.aside] or found


@contextmanager
def opened(request: ReadRequest, datasets: Sequence[Dataset]) -> Iterator[Source]:
    """Read the one that is named, or the only one that isn't empty.

    Raises:
        FileRefused: E-FILE-06, -07 or -11 as of a file with several layers; what reading the chosen one says, with its
            path after the name of the container.
    """
    wanted, choices = _meant(request.layer, _choices(request, datasets))
    name = choose(replace(request, layer=wanted), [choice.held for choice in choices])
    chosen = next(choice for choice in choices if choice.held.name == name)
    inner = replace(request, path=chosen.dataset.path, layer=chosen.layer, stage=_stage(request, "read"))
    with named(request.path, chosen.dataset.path, chosen.dataset.label), chosen.dataset.format.read(inner) as source:
        source.format = source.format or chosen.dataset.format.name
        source.names = (*source.names, *(Path(one.label).stem for one in datasets))
        yield source


@contextmanager
def named(container: Path, path: Path, label: str) -> Iterator[None]:
    """A refusal of a file in a container names the container first, then the file's path in it."""
    try:
        yield
    except FileRefused as refused:
        if refused.values.get("name") != path.name:
            raise
        raise FileRefused(refused.code, **{**refused.values, "name": f"{container.name}/{label}"}) from refused


def refuse_none(path: Path, folder: Path) -> FileRefused:
    """E-FILE-15, with the first files that are there."""
    names = [one.name for one, is_folder in files_in(folder) if not is_folder]
    shown = ", ".join(names[:_NAMED]) + (f", … (+{len(names) - _NAMED})" if len(names) > _NAMED else "")
    return FileRefused("E-FILE-15", name=path.name, found=shown or "0")


def _format_of(path: Path, formats: Sequence[Format]) -> Format | None:
    if path.is_file() and not path.stat().st_size:
        return None
    for format_ in formats:
        usual = path.suffix.lower() in format_.suffixes
        try:
            if (usual or not format_.aside) and path.is_dir() <= format_.is_folder and format_.recognises(path):
                return format_
        except FileRefused:  # an XML with a document type, as styles and metadata beside data often are
            if usual:
                raise
    return None


def _choices(request: ReadRequest, datasets: Sequence[Dataset]) -> list[Choice]:
    """Named as short as is clear: by the layer, by the file's name, otherwise by its path, and the layer after it.

    A file whose layers can't be listed is one to choose: reading it says why, and others can be taken nevertheless."""
    found: _Found = []
    for number, dataset in enumerate(datasets):
        stem = Path(dataset.label).stem
        held, is_layered = [Held(stem)], dataset.format.layers is not None
        if dataset.format.layers is not None:
            inner = replace(request, path=dataset.path, layer=None, stage=_stage(request, f"look-{number}"))
            try:
                held = dataset.format.layers(inner)
            except FileRefused:
                is_layered = False
        for one in held:
            layer = one.name if is_layered else None
            names = [one.name, f"{stem}/{one.name}" if layer else dataset.label, f"{dataset.label}/{one.name}"]
            found.append((names, one, dataset, layer))
    return [
        Choice(Held(_shortest(names, found), held.count), tuple(names), dataset, layer)
        for names, held, dataset, layer in found
    ]


_Found = list[tuple[list[str], Held, Dataset, str | None]]


def _shortest(names: list[str], found: _Found) -> str:
    return next((name for name in names if sum(name in others for others, *_ in found) == 1), names[-1])


def _meant(said: str | None, choices: list[Choice]) -> tuple[str | None, list[Choice]]:
    """The choice of that name; otherwise those of the dataset with that path or name, to be chosen from further."""
    if said is None or said in [choice.held.name for choice in choices]:
        return said, choices
    meant = [choice for choice in choices if said in (*choice.names, *_files_named(choice.dataset))]
    return (None, meant) if meant else (said, choices)


def _files_named(dataset: Dataset) -> tuple[str, str, str]:
    return dataset.label, Path(dataset.label).name, Path(dataset.label).stem


def _stage(request: ReadRequest, name: str) -> Path:
    stage = request.stage / name
    stage.mkdir()
    return stage


def _is_left_out(path: Path) -> bool:
    return path.is_symlink() or path.name.startswith(".") or path.name in _LEFT_OUT
