"""Pages: one layout function for each; a module that registers a page is a page."""
