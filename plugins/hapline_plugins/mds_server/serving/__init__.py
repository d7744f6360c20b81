"""The service on the network: one process, one event loop, one owner of the database."""
