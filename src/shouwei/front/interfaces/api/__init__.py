"""The API under ``/interfaces/api/v1/``: the same rows through the same keys as the pages, for programmes."""
