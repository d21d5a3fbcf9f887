"""Water, environment and natural resources."""
