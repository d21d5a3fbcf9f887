"""Pure functions that turn what files say into what layers hold; they know no Django and touch no database."""
