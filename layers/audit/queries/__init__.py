"""What reads the audit log."""

from layers.audit.queries.verify import Damage, Verified, verify

__all__ = ["Damage", "Verified", "verify"]
