"""What pages refer to: references in HTML, CSS and scripts with their exact places, and where they lead."""
