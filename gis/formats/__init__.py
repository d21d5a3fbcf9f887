"""How figures are written where Django's own formats don't say it."""
