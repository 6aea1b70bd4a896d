"""What stands around the Flask application."""
