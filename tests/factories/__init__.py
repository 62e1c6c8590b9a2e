"""Hand-written makers of the record for tests; each goes through the operations."""
