"""Buildings and housing."""
