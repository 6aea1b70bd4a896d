"""The server around the Flask application: connections, the response cache, the bound on what is made at once."""
