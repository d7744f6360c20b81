"""The engine: subjects go in, findings come out, placed, filtered and ready to be shown or fixed."""
