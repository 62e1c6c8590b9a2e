"""Other people's calendars: what an entry says, and when to look again."""
