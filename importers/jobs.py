"""The importers' kinds of job."""
