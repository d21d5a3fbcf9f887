"""Water, drainage, power and telecom networks."""
