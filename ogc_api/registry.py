"""The building blocks that are implemented. Adding one = one file and one line here."""

import ogc_api.building_blocks.changes as changes
import ogc_api.building_blocks.collections as collections
import ogc_api.building_blocks.common as common
import ogc_api.building_blocks.crs as crs
import ogc_api.building_blocks.dataset_tiles as dataset_tiles
import ogc_api.building_blocks.editing as editing
import ogc_api.building_blocks.exports as exports
import ogc_api.building_blocks.features as features
import ogc_api.building_blocks.filtering as filtering
import ogc_api.building_blocks.processes as processes
import ogc_api.building_blocks.queryables as queryables
import ogc_api.building_blocks.schemas as schemas
import ogc_api.building_blocks.tiles as tiles
from ogc_api.block import BuildingBlock

BUILDING_BLOCKS: tuple[BuildingBlock, ...] = (
    common.BLOCK,
    collections.BLOCK,
    features.BLOCK,
    exports.BLOCK,
    crs.BLOCK,
    queryables.BLOCK,
    filtering.BLOCK,
    editing.BLOCK,
    schemas.BLOCK,
    tiles.BLOCK,
    dataset_tiles.BLOCK,
    processes.BLOCK,
    changes.BLOCK,
)


def conformance_classes() -> list[str]:
    """Everything that is declared, once."""
    return sorted({uri for block in BUILDING_BLOCKS for uri in block.conformance})
