"""Reading a file in a child process with limits: a file that crashes GDAL costs one coded answer, not a worker."""
