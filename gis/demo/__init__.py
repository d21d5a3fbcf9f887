"""The demonstration: files as departments deliver them, real and synthetic, loaded through the real importers."""
