"""What is read from feature tables. One SQL statement builds a response; Python passes bytes."""

from layers.features.queries.arrow import arrow_batches
from layers.features.queries.code_values import CodeProblem, code_problems, codes_in_use
from layers.features.queries.extent import Extent, extent_and_count
from layers.features.queries.feed import (
    ChangesPage,
    FeedNews,
    feed_end,
    feed_news,
    feed_start,
    last_positions,
    read_changes,
)
from layers.features.queries.feed_entries import Entry, Operation
from layers.features.queries.item import ItemAnswer, read_item
from layers.features.queries.items import ItemsPage, ItemsQuery, read_items
from layers.features.queries.moment import NOW, Moment
from layers.features.queries.row_forms import RowForm
from layers.features.queries.rows import Row, Rows
from layers.features.queries.states import layer_state
from layers.features.queries.stream import stream_features
from layers.features.queries.summaries import SeenSummary, state_of, summaries, summary
from layers.features.queries.tile import of_tiles, read_tile
from layers.features.queries.tile_cache import Tile, kept_tiles
from layers.features.queries.tile_grid import TileAddress
from layers.features.queries.timeline import Change, Shape, Version, timeline

__all__ = [
    "NOW",
    "Change",
    "ChangesPage",
    "CodeProblem",
    "Entry",
    "Extent",
    "FeedNews",
    "ItemAnswer",
    "ItemsPage",
    "ItemsQuery",
    "Moment",
    "Operation",
    "Row",
    "RowForm",
    "Rows",
    "SeenSummary",
    "Shape",
    "Tile",
    "TileAddress",
    "Version",
    "arrow_batches",
    "code_problems",
    "codes_in_use",
    "extent_and_count",
    "feed_end",
    "feed_news",
    "feed_start",
    "kept_tiles",
    "last_positions",
    "layer_state",
    "of_tiles",
    "read_changes",
    "read_item",
    "read_items",
    "read_tile",
    "state_of",
    "stream_features",
    "summaries",
    "summary",
    "timeline",
]
