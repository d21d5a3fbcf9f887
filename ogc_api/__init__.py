"""OGC API at /ogc/: pygeoapi carries the protocol, the hot paths are SQL."""
