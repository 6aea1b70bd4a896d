"""The description of every public address (OpenAPI 3.1), made from what answers them."""
