"""How sources were understood, kept under names: presets of imports."""
