"""An author's file as text: front matter, Markdown, private passages, markup, pictures; alone."""
