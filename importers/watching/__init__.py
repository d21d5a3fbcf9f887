"""Folders into which files are put to be imported by themselves."""

from importers.watching.watch import SETTLE, WatchedFolder

__all__ = ["SETTLE", "WatchedFolder"]
