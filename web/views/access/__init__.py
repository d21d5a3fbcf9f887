"""Pages of rights: those of one's own, and those by which rights are managed. They change through services only."""
