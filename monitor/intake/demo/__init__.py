"""An invented record around a given day: for demonstrations, pictures, journeys and measurements.

Nothing here is a fact. States have codes from the range that ISO 3166-1 leaves to its users (XAA to
XZZ), and each document's title begins with "Invented:".
"""
