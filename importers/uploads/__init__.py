"""Files that somebody sent to be looked at and imported: kept on the disk for a while, known to who sent them alone."""

from importers.uploads.store import Receiving, Upload, begin, find, keep_longer, remove, remove_expired, remove_marked

__all__ = ["Receiving", "Upload", "begin", "find", "keep_longer", "remove", "remove_expired", "remove_marked"]
