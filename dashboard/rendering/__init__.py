"""From figures to drawn charts and pictures."""
