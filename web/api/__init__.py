"""JSON for the map that OGC API has no place for; each view calls `layers` only."""
