"""What leaves, byte for byte, and what is withheld and why."""
