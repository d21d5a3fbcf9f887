"""One way to create, load, read and tile the features of any layer, and to keep their history."""
