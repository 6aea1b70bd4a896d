"""Code and sizes of embeds."""
