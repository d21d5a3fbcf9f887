"""Urban planning: zoning lots and what may be built."""
