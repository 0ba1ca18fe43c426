"""A portfolio as evidence: Markdown entries in, a site with a coverage matrix out."""
