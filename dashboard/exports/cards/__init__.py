"""One figure as a picture or a small page of its own."""
