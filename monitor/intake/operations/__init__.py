"""Filling a database: with the seed, or with the invented record of the demonstration."""
