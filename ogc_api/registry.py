"""The building blocks that are implemented. Adding one = one file and one line here."""

from ogc_api.block import BuildingBlock
from ogc_api.building_blocks import collections, common, crs, features, tiles

BUILDING_BLOCKS: tuple[BuildingBlock, ...] = (
    common.BLOCK,
    collections.BLOCK,
    features.BLOCK,
    crs.BLOCK,
    tiles.BLOCK,
)


def conformance_classes() -> list[str]:
    """Everything that is declared, once."""
    return sorted({uri for block in BUILDING_BLOCKS for uri in block.conformance})
