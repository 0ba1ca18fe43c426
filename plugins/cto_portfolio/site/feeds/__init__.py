"""Feeds: what is new, with its full text, for readers who come back by themselves."""
