"""What a packet shows to its reader."""
