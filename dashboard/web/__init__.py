"""HTTP: middleware, routes, limits, errors."""
