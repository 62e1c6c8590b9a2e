"""What the pages about one event show."""
