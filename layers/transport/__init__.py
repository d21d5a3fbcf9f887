"""Roads and what belongs to them."""
