"""The spatial kernel: coordinate systems, geometry rules and survey coordinates. It knows no Django."""
