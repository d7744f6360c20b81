"""How requests and replies of the OpenAPI look on the wire: signatures, forms, envelopes, errors, uploads."""
