"""The rules of a layer over the features of one file, which are taken batch by batch on their way into it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import chain, islice

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from gis.errors import Finding, Place
from importers.checks import CHECKS, Case, RowCases, Subject
from importers.checks.repeated_key import joined_keys
from importers.checks.tiles import Tile, tiles
from importers.services.kept import KEPT_PLACES, NAMED_FIDS
from layers.catalog.description import LayerDescription
from layers.checks.queries import CheckedRule, NothingStands, Standing, checked_rules
from layers.checks.rules import Strictness, area_field
from layers.features.authority import Author

GROUP = "ma_ho_so_qh"
"""Lots are compared with those of the same plan."""
LEAST_MARGIN = 0.01
"""Metres around a feature within which another is its neighbour, where no rule looks farther."""
_TOUCHING_SEVERAL = 12
"""Features of one case whose shapes are told."""


class Checking:
    """`take` each batch, then ask for `findings`. Holds geometries as WKB: 200 bytes a parcel.

    `has_communes`: outlines of communes are known around the file, so that a feature in none of them is outside.
    """

    def __init__(self, layer: LayerDescription, standing: Standing, by: Author, has_communes: bool) -> None:
        self.layer, self.standing, self.by, self.has_communes = layer, standing, by, has_communes
        self.rules = [one for one in checked_rules(layer) if one.strictness is not Strictness.OFF]
        self._names = sorted({name for one in self.rules for name in CHECKS[one.rule.name].columns(layer)})
        self.by_key: Sequence[str] = ()
        """The fields by which features of the file take the place of those that stand; none where they are added."""
        self._fids: list[npt.NDArray[np.int64]] = []
        self._wkb: list[pa.Array] = []
        self._bounds: list[npt.NDArray[np.float64]] = []
        self._areas: list[npt.NDArray[np.float64]] = []
        self._communes: list[pa.Array] = []
        self._columns: dict[str, list[pa.Array]] = {}
        self._found: list[tuple[CheckedRule, Finding, list[int]]] | None = None
        self._waiting: Callable[[], None] = lambda: None
        self._begun: tuple[Subject, Future[dict[str, list[Case]]]] | None = None

    @property
    def rejects(self) -> bool:
        """Whether a rule keeps features out: then the file has to be looked at before it is loaded."""
        return any(one.strictness is Strictness.ERROR for one in self.rules)

    def take(
        self,
        fids: npt.NDArray[np.int64],
        wkb: pa.Array,
        stored: npt.NDArray[np.object_],
        areas: npt.NDArray[np.float64],
        columns: Mapping[str, pa.Array],
    ) -> None:
        """The rows of one batch as they go into the layer; `columns` with the commune's code where it is known."""
        if not self.rules or not len(fids):
            return
        self._fids.append(fids)
        self._wkb.append(wkb)
        self._bounds.append(shapely.bounds(stored))
        self._areas.append(areas)
        if self.has_communes:
            self._communes.append(columns.get("commune_code", pa.nulls(len(fids), pa.string())))
        for name in {*self._names, *self.by_key}:
            if name in columns:
                self._columns.setdefault(name, []).append(columns[name])

    def begin(self) -> None:
        """Compare features with each other while the caller goes on: once all are taken, and where none stood before,
        so that the database isn't asked. GEOS lets go of the GIL."""
        if self._fids and self._found is None and isinstance(self.standing, NothingStands):
            subject, beside = self._subject(), ThreadPoolExecutor(1)
            self._begun = subject, beside.submit(self._in_tiles, subject)
            beside.shutdown(wait=False)

    def findings(self, waiting: Callable[[], None] = lambda: None) -> list[Finding]:
        """One finding a rule that found something, in the order of their numbers. `waiting` is called now and then
        until features have been compared, and may raise."""
        self._waiting = waiting
        while self._begun is not None and not self._begun[1].done():
            wait([self._begun[1]], timeout=1)
            waiting()
        return [finding for _, finding, _ in self._run()]

    def kept_out(self) -> dict[int, tuple[str, ...]]:
        """The source numbers of the features that rules keep out, with the codes that say why."""
        found: dict[int, tuple[str, ...]] = {}
        for checked, finding, out in self._run():
            if checked.strictness is Strictness.ERROR:
                for fid in out:
                    found[fid] = (*found.get(fid, ()), finding.code)
        return found

    def _run(self) -> list[tuple[CheckedRule, Finding, list[int]]]:
        if self._found is None:
            subject = self._begun[0] if self._begun else self._subject() if self._fids else None
            self._found = [] if subject is None else [
                (checked, *self._finding(subject, checked, cases)) for checked, cases in self._cases(subject) if cases
            ]  # fmt: skip
        return self._found

    def _subject(self) -> Subject:
        columns = {name: pa.chunked_array(parts) for name, parts in self._columns.items()}
        if self.by_key and all(name in columns for name in self.by_key):
            keys = joined_keys([columns[name] for name in self.by_key])
            self.standing.takes_place_of = (self.by_key, pc.unique(keys).drop_null().to_pylist())
        return Subject(
            layer=self.layer,
            fids=np.concatenate(self._fids),
            wkb=pa.chunked_array(self._wkb),
            bounds=np.concatenate(self._bounds),
            areas=np.concatenate(self._areas),
            communes=pa.chunked_array(self._communes) if self._communes else None,
            columns=columns,
            standing=self.standing,
            by=self.by,
        )

    def _cases(self, subject: Subject) -> Iterator[tuple[CheckedRule, RowCases | list[Case]]]:
        by_tile = self._begun[1].result() if self._begun else self._in_tiles(subject)
        for checked in self.rules:
            rule, tolerance = CHECKS[checked.rule.name], checked.tolerance or 0.0
            if rule.find is not None:
                cases = rule.find(subject, tolerance)
                yield checked, cases if isinstance(cases, RowCases) else list(cases)
            else:
                yield checked, list(rule.merge(subject, by_tile[rule.name], tolerance * subject.unit))

    def _in_tiles(self, subject: Subject) -> dict[str, list[Case]]:
        """The next tile is read while this one is compared: GEOS lets go of the GIL."""
        asked = [one for one in self.rules if CHECKS[one.rule.name].find_in is not None]
        found: dict[str, list[Case]] = {one.rule.name: [] for one in asked}
        if not asked:
            return found
        widest = max([LEAST_MARGIN, *(one.tolerance or 0.0 for one in asked)]) * subject.unit

        def compare(tile: Tile) -> list[tuple[str, list[Case]]]:
            return [(one.rule.name, _in_tile(one, tile)) for one in asked]

        with ThreadPoolExecutor(1) as beside:
            pending = None
            for tile in tiles(subject, widest, GROUP):
                _gather(found, pending.result() if pending else [])
                if self._begun is None:  # else this thread isn't the caller's
                    self._waiting()
                pending = beside.submit(compare, tile)
            _gather(found, pending.result() if pending else [])
        return found

    def _finding(
        self, subject: Subject, checked: CheckedRule, cases: RowCases | list[Case]
    ) -> tuple[Finding, list[int]]:
        severity = checked.strictness.severity
        kept = list(islice(cases, KEPT_PLACES))
        named = list(dict.fromkeys(chain.from_iterable(case.rows for case in kept[:NAMED_FIDS])))[:NAMED_FIDS]
        stating = area_field(self.layer)
        said = {
            "tolerance": checked.tolerance if checked.tolerance is not None else "",
            "key": ", ".join(self.layer.key_fields),
            "field": {"stated_area": stating[0] if stating else "", "other_commune": "ma_xa"}.get(
                checked.rule.name, ""
            ),
        }
        out: list[int] = []
        if checked.strictness is Strictness.ERROR:
            rows = {row for case in cases for row in (case.rows if case.out is None else case.out)}
            out = subject.fids[sorted(rows)].tolist()
        finding = Finding(
            checked.rule.code(severity), severity, len(cases), said,
            [int(subject.fids[row]) for row in named], _places(subject, kept),
        )  # fmt: skip
        return finding, out


def _in_tile(checked: CheckedRule, tile: Tile) -> list[Case]:
    find_in = CHECKS[checked.rule.name].find_in
    return [] if find_in is None else list(find_in(tile, (checked.tolerance or 0.0) * tile.subject.unit))


def _gather(found: dict[str, list[Case]], more: list[tuple[str, list[Case]]]) -> None:
    for name, cases in more:
        found[name] += cases


def _places(subject: Subject, cases: Sequence[Case]) -> list[Place]:
    """With the shapes of the features themselves where a rule knows no narrower place."""
    bare = [case for case in cases if case.shape is None]
    rows = [row for case in bare for row in case.rows[:_TOUCHING_SEVERAL]]
    shapes = iter(subject.shapes(rows) if rows else ())
    found = []
    for case in cases:
        shape = case.shape
        if shape is None:
            own = [next(shapes) for _ in case.rows[:_TOUCHING_SEVERAL]]
            shape = own[0] if len(own) == 1 else shapely.GeometryCollection(own)
        found.append(shape)
    wkb = shapely.to_wkb(shapely.set_srid(np.array(found, dtype=object), 0))
    return [
        Place(tuple(subject.fids[list(case.rows)].tolist()), case.ids, shape, case.values)
        for case, shape in zip(cases, wkb, strict=True)
    ]
