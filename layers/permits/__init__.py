"""Construction permits."""
