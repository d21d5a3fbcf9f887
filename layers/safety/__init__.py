"""Public order and safety."""
