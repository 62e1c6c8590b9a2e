"""What needs a person today: each group read, bounded, with its count."""
