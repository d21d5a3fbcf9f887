"""OGC API - Features, Part 2: coordinate systems by EPSG number, VN-2000 among them.

It adds no routes: `crs`, `bbox-crs` and Content-Crs are answered where features are.
"""

from ogc_api.block import BuildingBlock

BLOCK = BuildingBlock(
    title="Features, Part 2: Coordinate Reference Systems by Reference",
    specification="https://docs.ogc.org/is/18-058r1/18-058r1.html",
    conformance=("http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",),
)
