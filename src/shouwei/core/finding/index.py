"""How a migration makes a table findable: an index over its words, and the function that asks it."""

from __future__ import annotations

from django.db.migrations import RunSQL

TAILS = """
CREATE FUNCTION search_tails(initials text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT array_agg(substr(initials, place)) FROM generate_series(1, length(initials)) AS place $$;
"""
"""anqzy → anqzy, nqzy, qzy, zy, y: initials are found from any syllable on. Made by the lowest room that is found."""


NARROWED = r"""
CREATE FUNCTION search_narrowed(sought text, wanted tsquery) RETURNS tsquery
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    narrow tsquery := wanted;
    shared text;
BEGIN
    FOR shared IN
        SELECT lexeme FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common(lexeme, share)
            WHERE schemaname = 'public' AND tablename = sought AND share > 0.1 AND char_length(lexeme) = 1 AND octet_length(lexeme) > 1
    LOOP
        narrow := ts_rewrite(narrow, quote_literal(shared)::tsquery, ''::tsquery);
    END LOOP;
    RETURN CASE WHEN numnode(narrow) > 0 THEN narrow END;
END $$;
"""
"""The query without characters that stand in more than a tenth of the rows: finding them all costs more than they narrow, and what
is found is compared as a whole anyway. NULL when nothing is left. By the planner's statistics, so it is never wrong, only slow."""


def tails() -> RunSQL:
    return RunSQL(TAILS, "DROP FUNCTION search_tails(text)")


def narrowed() -> RunSQL:
    return RunSQL(NARROWED, "DROP FUNCTION search_narrowed(text, tsquery)")


def sought(table: str, *, text: str = "''", words: str = "''", initials: str = "", unit: str = "") -> RunSQL:
    """Expressions in SQL over the table's columns, immutable and never NULL.

    ``text``: found by its characters. ``words``: found by their beginnings, separated by blanks. ``initials``: found from every
    letter on. ``unit``: whose row it is, for those who see only their own.
    """
    parts = [f"string_to_array(replace(lower({text}), ' ', ''), NULL)", f"string_to_array(lower({words}), ' ')"]
    parts += [f"search_tails(lower({initials}))"] if initials else []
    parts += [f"ARRAY['@' || ({unit})::text]"] if unit else []
    vector = f"array_to_tsvector(array_remove({' || '.join(parts)}, ''))"
    up = f"""
    CREATE INDEX sought_{table} ON {table} USING gin (({vector}));
    CREATE FUNCTION sought_in_{table}(wanted tsquery, patterns text[], most bigint) RETURNS SETOF bigint
        LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
        SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    BEGIN
        RETURN QUERY SELECT id::bigint FROM {table}
            WHERE {vector} @@ wanted AND lower({text} || ' ' || {words}) LIKE ALL (patterns) LIMIT most;
    END $$;
    """  # noqa: S608 - our own names and expressions
    return RunSQL(up, f"DROP FUNCTION sought_in_{table}(tsquery, text[], bigint); DROP INDEX sought_{table};")
