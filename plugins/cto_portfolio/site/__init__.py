"""What readers get, as values: pages, feeds, social cards, the brief, files for programs."""
