"""What the pages of feeds show: rows, programs, the words of filters."""
