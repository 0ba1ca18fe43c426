"""What an author writes, as values: entries, pages, profile, plan, packets; a Portfolio."""
