"""What leaves a portfolio for other tools: as JSON, as plain Markdown, as decision records."""
