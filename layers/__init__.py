"""The urban database: accounts, jobs, catalog and features are its kernel, then one package per theme."""
