"""Tests, mirroring the packages. A package of its own, because one of our libraries installs a `tests` too."""
