"""The local Mobile Delivery Service: its OpenAPI, its rules, and what it would deliver to a device."""
