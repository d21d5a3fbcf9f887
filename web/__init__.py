"""Pages for people: the map, and the frame that every other page stands in."""
