"""What a package holds, whatever it is read from: a folder, the zip that is uploaded, or a built package."""
