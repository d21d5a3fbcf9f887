"""Where data comes from: a file, an address, a service, a database. One kind a file; `registry` knows them all."""
