"""Django's PostgreSQL backend, telling the server who acts."""
