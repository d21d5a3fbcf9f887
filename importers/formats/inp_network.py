"""A network model as layers: nodes are points, links lines through their vertices, areas polygons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from importers.formats.contract import FID, GEOMETRY, Format, Held, ReadRequest, Source, choose
from importers.formats.inp_sections import Line, broken_at, key, number_in, pairs

if TYPE_CHECKING:
    import shapely  # loaded with the first use: a reading begins a third of a second earlier

Point = tuple[float, float]


@dataclass(frozen=True)
class Kind:
    """One layer of a model: its section and what its words mean after the id (and the two nodes of a link).

    A column whose name ends in `!` is a number and has to be there; `?` a number; others text. `rest` takes all words
    that are left.
    """

    section: str
    shape: str
    columns: tuple[str, ...]
    rest: str = ""


@dataclass(frozen=True)
class Model:
    """The sections of a file and what all of its things share: notes by section and id, constants by name."""

    path: Path
    lines: Mapping[str, list[Line]]
    kinds: Mapping[str, Kind]
    added: Mapping[str, Mapping[str, Mapping[str, str]]]
    constants: Mapping[str, str]

    def things(self, layer: str) -> list[Line]:
        return self.lines.get(key(self.kinds[layer].section), [])

    def layers(self) -> list[Held]:
        """The layers that hold anything."""
        return [Held(name, len(self.things(name))) for name in self.kinds if self.things(name)]

    def check(self) -> None:
        """E-FILE-22 for an id that comes twice, a line that is too short, a link to a node that isn't there."""
        nodes = self._ids("point")
        self._ids("polygon")
        for layer in self._of("line"):
            for line in self.things(layer):
                for node in line.words[1:3]:
                    if node not in nodes:
                        section = self.kinds[layer].section
                        said = (f"{line.words[0]} ends at {node}, which is no node",
                                f"{line.words[0]} kết thúc ở {node}, nút này không có")  # fmt: skip
                        raise broken_at(self.path, line.number, section, *said)
        self._ids("line")

    def _of(self, shape: str) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind.shape == shape]

    def _ids(self, shape: str) -> set[str]:
        seen: set[str] = set()
        for layer in self._of(shape):
            section = self.kinds[layer].section
            for line in self.things(layer):
                if shape == "line" and len(line.words) < 3:
                    said = f"{line.words[0]} has no two nodes", f"{line.words[0]} không có đủ hai nút"
                    raise broken_at(self.path, line.number, section, *said)
                if line.words[0] in seen:
                    said = f"{line.words[0]} is there twice", f"{line.words[0]} có hai lần"
                    raise broken_at(self.path, line.number, section, *said)
                seen.add(line.words[0])
        return seen


Understood = Callable[[Path], tuple[Model, list[str], str | None]]
"""A file as its sound model, its title lines, and the hint of its encoding; E-FILE-22 where it breaks its rules."""


def network_format(name: str, title: str, recognises: Callable[[Path], bool], understood: Understood) -> Format:
    """A format whose files hold one model, each kind of its things a layer."""

    @contextmanager
    def read(request: ReadRequest) -> Iterator[Source]:
        """One layer of the network; E-FILE-22 with the line where the model breaks the rules of its format."""
        model, titles, hint = understood(request.path)
        yield source_of(model, choose(request, model.layers()), titles, hint)

    def layers(request: ReadRequest) -> list[Held]:
        """Those with anything in them; E-FILE-22 as of reading."""
        return understood(request.path)[0].layers()

    return Format(name, title, (".inp",), recognises, read, layers)


def source_of(model: Model, layer: str, notes: Iterable[str], hint: str | None) -> Source:
    """One layer as a Source without a coordinate system: models state none."""
    import shapely

    kind, things = model.kinds[layer], model.things(layer)
    columns: dict[str, pa.Array] = {"id": pa.array([line.words[0] for line in things], pa.string())}
    first = 1
    if kind.shape == "line":
        for position, name in ((1, "node1"), (2, "node2")):
            columns[name] = pa.array([line.words[position] for line in things], pa.string())
        first = 3
    for position, name in enumerate(kind.columns, start=first):
        columns[name.rstrip("!?")] = _column(model, kind, things, position, name)
    if kind.rest:
        at = first + len(kind.columns)
        columns[kind.rest] = pa.array([" ".join(line.words[at:]) or None for line in things], pa.string())
    for name, values in model.added.get(layer, {}).items():
        before = _said(columns, name, len(things))
        own = [values.get(line.words[0]) or other for line, other in zip(things, before, strict=True)]
        columns[name] = pa.array(own, pa.string())
    columns["description"] = pa.array([line.note or None for line in things], pa.string())
    for name, value in model.constants.items():
        columns[name] = pa.array([value] * len(things), pa.string())
    shapes = shapely.to_wkb(np.array(_shapes(model, kind, things), dtype=object))
    arrays = [pa.array(range(1, len(things) + 1), pa.int64()), pa.array(shapes, pa.binary()), *columns.values()]
    batch = pa.RecordBatch.from_arrays(arrays, names=[FID, GEOMETRY, *columns])
    names = tuple(held.name for held in model.layers())
    return Source(
        layer, batch.schema, iter([batch]), (model.path,), names=names, notes=tuple(notes), encoding_hint=hint
    )


def _said(columns: dict[str, pa.Array], name: str, count: int) -> list[str | None]:
    return columns[name].to_pylist() if name in columns else [None] * count


def _column(model: Model, kind: Kind, things: list[Line], position: int, name: str) -> pa.Array:
    if name[-1] not in "!?":
        return pa.array([line.words[position] if position < len(line.words) else None for line in things], pa.string())
    values = []
    for line in things:
        value = number_in(model.path, kind.section, line, position, name.rstrip("!?"))
        if value is None and name.endswith("!"):
            said = f"{line.words[0]} has no {name.rstrip('!')}", f"{line.words[0]} không có {name.rstrip('!')}"
            raise broken_at(model.path, line.number, kind.section, *said)
        values.append(value)
    return pa.array(values, pa.float64())


def _shapes(model: Model, kind: Kind, things: list[Line]) -> list[shapely.Geometry | None]:
    import shapely

    places = dict(pairs(model.path, "COORDINATES", model.lines.get("COOR", [])))
    if kind.shape == "point":
        return [shapely.Point(places[line.words[0]]) if line.words[0] in places else None for line in things]
    if kind.shape == "polygon":
        rings = _grouped(model, "POLYGONS")
        return [_polygon(rings.get(line.words[0], [])) for line in things]
    bends = _grouped(model, "VERTICES")
    shapes: list[shapely.Geometry | None] = []
    for line in things:
        start, end = (places.get(node) for node in line.words[1:3])
        between = bends.get(line.words[0], [])
        if start is None or end is None:
            shapes.append(None)
        else:
            shapes.append(shapely.LineString([start, *between, end]))
    return shapes


def _grouped(model: Model, section: str) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = {}
    for name, point in pairs(model.path, section, model.lines.get(key(section), [])):
        found.setdefault(name, []).append(point)
    return found


def _polygon(ring: list[Point]) -> shapely.Geometry | None:
    import shapely

    return shapely.Polygon(ring) if len(set(ring)) > 2 else None
