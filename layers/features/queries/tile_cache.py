"""Tiles that a worker keeps, and that are right to a second: an edit drops those that it touches.

A tile is kept by what decides it: the layer, what its viewer sees of it, the place, and the days asked for; without
`datetime` that is today, so tomorrow's tile is another one. Once a second the change log is asked what changed where.
What was begun before a change of its layer is given to whoever asked, and not kept.
"""

import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Event, Lock

import numpy as np
from django.conf import settings
from django.db import connection
from django.utils import timezone

from layers.access.seen import SeenLayer
from layers.catalog.queries import layers_in_use
from layers.features.filters.condition import Condition
from layers.features.queries.changed_places import Bounds, ChangedPlaces, News
from layers.features.queries.moment import NOW, Moment
from layers.features.queries.tile import BUFFER, EXTENT, read_tile
from layers.features.queries.tile_grid import TileAddress

ASK_SECONDS = 0.8
"""How old what is known of changes may be: with the time an answer takes, an edit shows within a second."""
OVERHEAD = 1_500
"""Bytes of a kept tile beside its content."""
METRES_A_DEGREE_AT_MOST = 100_000
"""Fewer than a degree has anywhere in Vietnam, for margins."""
PACKED_WHEN_ASKED = 2
"""How often a packed form is asked for before it is kept, too."""


@dataclass(eq=False)
class Tile:
    """`tag` is a hash of the content; `reach` the rectangle in degrees within which a change may be seen in it."""

    body: bytes
    tag: str
    reach: Bounds
    layer: str
    packed: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0
    kept: bool = False

    @property
    def size(self) -> int:
        return OVERHEAD + len(self.body) + sum(map(len, self.packed.values()))


class _Turn:
    """Somebody makes a tile; others wait for it."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self.done = Event()
        self.tile: Tile | None = None


class KeptTiles:
    """At most `most_bytes` of tiles, those asked for last. `clock` counts seconds."""

    def __init__(self, most_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most_bytes, self._clock = most_bytes, clock
        self.bytes = 0
        self._lock, self._asking = Lock(), Lock()
        self.forget()

    def forget(self) -> None:
        """Everything: for tests."""
        with self._lock:
            self._changes, self._asked_at = ChangedPlaces(), float("-inf")
            self._tiles: OrderedDict[Hashable, Tile] = OrderedDict()
            self._of: defaultdict[str, dict[Hashable, Tile]] = defaultdict(dict)
            self._generations: defaultdict[str, int] = defaultdict(int)
            self._turns: dict[Hashable, _Turn] = {}
            self.bytes = 0

    def tile(
        self, seen: SeenLayer, address: TileAddress, moment: Moment = NOW, filter_: Condition | None = None
    ) -> Tile:
        """The tile, kept or made; several who ask for it at once wait for one who makes it. Filtered ones aren't kept:
        there is no end to filters.

        Raises:
            InvalidRequest: as `read_tile`.
        """
        if filter_ is not None or not self._may_keep(moment):
            return _made(seen, address, moment, filter_)
        self._ask()
        if not self._changes.watches(seen.name):
            with self._asking:
                self._changes.watch(seen.name)
        key = (seen.tile_class, address, moment, timezone.localdate())
        with self._lock:
            found = self._tiles.get(key)
            if found is not None:
                self._tiles.move_to_end(key)
                return found
            generation = self._generations[seen.name]
            turn = self._turns.get(key)
            mine = turn is None or turn.generation != generation
            if turn is None or mine:
                turn = self._turns[key] = _Turn(generation)
        if not mine:
            turn.done.wait()
            return turn.tile or _made(seen, address, moment)
        try:
            turn.tile = _made(seen, address, moment)
        finally:
            with self._lock:
                if self._turns.get(key) is turn:
                    del self._turns[key]
                if turn.tile is not None and self._generations[seen.name] == generation:
                    self._keep(key, turn.tile)
            turn.done.set()
        return turn.tile

    def packed(self, tile: Tile, name: str, pack: Callable[[bytes], bytes]) -> bytes:
        """The content in a packed form, kept too where it is asked for again."""
        found = tile.packed.get(name)
        if found is not None:
            return found
        made = pack(tile.body)
        tile.asked += 1
        if tile.asked >= PACKED_WHEN_ASKED:
            with self._lock:
                if name not in tile.packed:
                    tile.packed[name] = made
                    if tile.kept:
                        self.bytes += len(made)
                        self._make_room()
        return made

    def _may_keep(self, moment: Moment) -> bool:
        """In a transaction its own changes are seen, which may never be committed."""
        return self.most_bytes > 0 and moment.recorded_at is None and not connection.in_atomic_block

    def _ask(self) -> None:
        """Once for all who come meanwhile: they wait, for they may not be given what is older than a second."""
        if self._clock() - self._asked_at < ASK_SECONDS:
            return
        with self._asking:
            begun = self._clock()
            if begun - self._asked_at < ASK_SECONDS:
                return
            known = {one.description.name for one in layers_in_use()}
            news = self._changes.ask()
            with self._lock:
                self._hear(news, known)
                self._asked_at = begun

    def _hear(self, news: News, known: set[str]) -> None:
        gone = self._of.keys() - known
        for layer in {*self._generations, *self._of} if news.all else gone | news.places.keys():
            self._generations[layer] += 1
            places = None if news.all or layer in gone else news.places[layer]
            of_layer = self._of.get(layer, {})
            for key in list(of_layer) if places is None else _touched(of_layer, places):
                self._drop(key)

    def _keep(self, key: Hashable, tile: Tile) -> None:
        if tile.size > self.most_bytes:
            return
        tile.kept = True
        self._tiles[key] = self._of[tile.layer][key] = tile
        self.bytes += tile.size
        self._make_room()

    def _make_room(self) -> None:
        while self.bytes > self.most_bytes:
            self._drop(next(iter(self._tiles)))

    def _drop(self, key: Hashable) -> None:
        tile = self._tiles.pop(key)
        del self._of[tile.layer][key]
        if not self._of[tile.layer]:
            del self._of[tile.layer]
        self.bytes -= tile.size
        tile.kept = False


def _made(seen: SeenLayer, address: TileAddress, moment: Moment, filter_: Condition | None = None) -> Tile:
    body = read_tile(seen, address, moment, filter_)
    return Tile(body, blake2b(body, digest_size=12).hexdigest(), _reach(seen, address), seen.name)


def _reach(seen: SeenLayer, address: TileAddress) -> Bounds:
    """The tile with its buffer. Where features are generalised they reach into it from as far as a cell of the grid."""
    west, south, east, north = address.degrees(BUFFER / EXTENT)
    by = max((grid for grid, _, _ in seen.rows.by_grid), default=0.0) * 1.5 / METRES_A_DEGREE_AT_MOST
    return west - by, south - by, east + by, north + by


def _touched(tiles: dict[Hashable, Tile], places: list[Bounds]) -> list[Hashable]:
    west, south, east, north = np.array(places).T
    return [
        key
        for key, tile in tiles.items()
        if bool(
            (
                (west <= tile.reach[2]) & (east >= tile.reach[0]) & (south <= tile.reach[3]) & (north >= tile.reach[1])
            ).any()
        )
    ]


kept_tiles = KeptTiles(settings.TILE_CACHE_BYTES)
"""This worker's."""
