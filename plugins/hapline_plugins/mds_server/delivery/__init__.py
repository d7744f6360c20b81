"""Delivery: which device gets what, by which task, and why not by another one."""
