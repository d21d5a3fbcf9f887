"""Webhooks: another system is told that a layer has changes, and reads them from the feed itself."""
