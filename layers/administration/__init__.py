"""Administrative units: provinces and communes."""
