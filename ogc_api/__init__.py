"""OGC API at /ogc/: pygeoapi carries the protocol, our building blocks say what is true, the hot paths are SQL."""
