"""What is written for an author: new files, declared evidence, sealed packets, schemas."""
