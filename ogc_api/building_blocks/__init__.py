"""One file a building block, each declaring its standard, conformance classes and routes."""
