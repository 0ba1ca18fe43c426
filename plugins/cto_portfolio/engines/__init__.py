"""The engines that render a site, each a thin skin, and what `mkdocs.yml` says to them."""
