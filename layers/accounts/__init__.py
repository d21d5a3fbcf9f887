"""Who uses the product. The user model is our own from the first migration, so that it can grow."""
