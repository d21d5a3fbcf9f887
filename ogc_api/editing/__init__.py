"""What is sent to change features: who may, what is read of it, and what comes back (Features, Part 4)."""
