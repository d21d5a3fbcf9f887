"""One reader per file format. Readers know no Django, decide nothing about text encodings and repair no geometry."""
