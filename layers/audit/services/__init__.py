"""What adds to the audit log."""

from layers.audit.services.record import looked, record, record_apart, sign

__all__ = ["looked", "record", "record_apart", "sign"]
