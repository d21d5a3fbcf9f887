"""How much of what was found is kept: counts are always whole."""

NAMED_FIDS = 20
"""Features that a finding names by their numbers in the source."""
KEPT_PLACES = 10_000
"""Cases of one finding whose places and values are kept for its report."""
