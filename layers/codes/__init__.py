"""Code lists: what the codes in fields mean, and from which day to which."""
