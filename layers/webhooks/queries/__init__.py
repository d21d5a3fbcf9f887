"""What is known of webhooks."""

from layers.webhooks.queries.webhooks import WebhookFacts, get_webhook, list_webhooks

__all__ = ["WebhookFacts", "get_webhook", "list_webhooks"]
