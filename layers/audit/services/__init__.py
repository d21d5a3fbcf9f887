"""What adds to the audit log."""

from layers.audit.services.record import looked, record, record_apart, sign
from layers.audit.services.seal import seal

__all__ = ["looked", "record", "record_apart", "seal", "sign"]
