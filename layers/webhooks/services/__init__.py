"""What changes webhooks."""

from layers.webhooks.services.add_webhook import Added, add_webhook
from layers.webhooks.services.announce import announce, any_due
from layers.webhooks.services.manage import remove_webhook, start_webhook

__all__ = ["Added", "add_webhook", "announce", "any_due", "remove_webhook", "start_webhook"]
