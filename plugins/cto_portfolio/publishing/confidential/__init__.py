"""What is confidential: names and figures that must not be published, and what to say instead."""
