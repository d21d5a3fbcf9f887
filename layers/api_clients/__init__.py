"""Programs of other departments: what they show that they are (keys, tokens), what they may do, and how much."""
