"""Source projects: their documents, their products, and the modules that each product is made of."""
