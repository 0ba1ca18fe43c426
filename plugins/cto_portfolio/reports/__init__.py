"""Reports: values as text for a terminal, a machine or a page of notes."""
