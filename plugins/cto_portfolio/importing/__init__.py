"""What authors have elsewhere, as entries: one module for each source, behind one protocol."""
