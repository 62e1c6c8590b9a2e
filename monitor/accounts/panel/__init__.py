"""What the admin panel of every slice is made of: reading, keeping lists, acting on many rows."""
