"""Colours, themes, fonts, text measuring and the addresses of assets."""
