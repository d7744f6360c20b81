"""The descriptor of a package in source, ``offline-package.json5``: what the console's forms ask for."""
