"""Pages: a module that registers itself with Dash is one; the others are parts of them."""

from dashboard.components.islands import dash_app as dash_app  # before it there is nothing to register with
