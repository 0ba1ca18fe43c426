"""What entries are evidence for: the matrix, what it lacks, what has changed, what to write."""
