"""The calendar: which days a thing may fall on, and where it is drawn."""
