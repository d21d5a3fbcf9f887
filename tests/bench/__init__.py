"""The benchmark: our figures and the peers', measured in one run on one machine. Called by `./dothi bench`."""
