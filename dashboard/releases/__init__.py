"""Data versions with everything computed from them."""
