"""What ``hapline verify`` is given of hotpatches: patches, the apps that they are for, and whitelists."""
