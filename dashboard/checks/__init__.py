"""All that is wrong with charts and words, found without a browser: ``python -m dashboard check``."""
