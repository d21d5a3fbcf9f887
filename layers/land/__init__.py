"""Land: parcels and their use."""
