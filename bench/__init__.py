"""How long our build takes beside plain Material's; `make bench`, and see `bench/README.md`."""
