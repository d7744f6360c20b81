"""What was released before: tags of git, and a folder with released packages."""
