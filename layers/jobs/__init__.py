"""Work that takes longer than a request: one row a job, which survives a restart."""
