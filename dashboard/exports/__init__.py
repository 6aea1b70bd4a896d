"""Everything that can be taken away: images, data files, citations, embeds."""
