"""What the console of the real service does and its OpenAPI lacks, under ``/api/v1``: hapline's own, in JSON."""
