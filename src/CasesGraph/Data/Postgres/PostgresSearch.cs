using CasesGraph.Model;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// The SQL of the full-text indexes: a table beside each indexed one, kept current by triggers in the transaction of the
/// write itself, whoever writes.
/// </summary>
internal static class PostgresSearch
{
    /// <summary>In code points: of a longer word the index knows the beginning. A lexeme has at most 2 KB.</summary>
    public const int LongestWord = 250;

    /// <summary>What marked words begin with: no word has a capital letter.</summary>
    public const string InTitle = "T";
    private const string InInternal = "I";

    private const string PendingLimit = "gin_pending_list_limit = 256";

    /// <summary>The marks of the words that a search of a part asks for, by commas; nothing is one too.</summary>
    public static string MarksOf(SearchIndex index, SearchPart part) =>
        part is SearchPart.Title ? InTitle
        : index.ColumnsOf(SearchPart.Text) is not null && part is SearchPart.Internal ? $",{InInternal}"
        : "";

    /// <summary>
    /// For migrations: functions that all indexes use, or their newer text. Texts become words just as
    /// <see cref="SearchText"/> has it. In PL/pgSQL, which keeps them parsed and planned for a session: of a function in
    /// SQL that is too large to be inlined, each statement would do that again, which took longer than all else in it.
    /// </summary>
    public static IEnumerable<string> CreateFunctions() =>
        [
            Function(
                "fold(t text) RETURNS text",
                $"""
                IF octet_length(t) = char_length(t) THEN
                    RETURN lower(t COLLATE "C");
                END IF;
                RETURN {PostgresText.Fold("t")};
                """
            ),
            Function(
                "search_text(t text) RETURNS text",
                $"""
                IF t IS NULL THEN
                    RETURN '';
                ELSIF octet_length(t) = char_length(t) THEN
                    RETURN btrim(regexp_replace(lower(t COLLATE "C"), '[^a-z0-9]+', ' ', 'g'));
                END IF;
                {PostgresText.ToWords}
                RETURN btrim(t);
                """
            ),
            CreatePhone,
            Function(
                "search_words(t text) RETURNS tsvector",
                $"""
                IF length(t) <= {LongestWord} THEN
                    RETURN array_to_tsvector(array_remove(array_remove(array_remove(
                        string_to_array(translate(t, E'\n', ' '), ' '), ''), '{InTitle}'), '{InInternal}'));
                END IF;
                RETURN (SELECT array_to_tsvector(COALESCE(array_agg(DISTINCT left(word, {LongestWord})), ARRAY[]::text[]))
                    FROM string_to_table(translate(t, E'\n', ' '), ' ') AS word
                    WHERE word NOT IN ('', '{InTitle}', '{InInternal}'));
                """
            ),
            "DROP FUNCTION IF EXISTS search_query(text)",
            Function(
                "search_query(probe text, marks text) RETURNS tsquery",
                $"""
                IF right(probe, 1) = ' ' THEN
                    RETURN (SELECT string_agg((SELECT string_agg(quote_literal(left(mark || word, {LongestWord})), ' & ')
                            FROM regexp_split_to_table(btrim(probe), ' ') AS word), ' | ')::tsquery
                        FROM regexp_split_to_table(marks, ',') AS mark);
                END IF;
                RETURN (SELECT string_agg(quote_literal(left(mark || btrim(probe), {LongestWord})) || ':*', ' | ')::tsquery
                    FROM regexp_split_to_table(marks, ',') AS mark);
                """
            ),
        ];

    /// <summary>For the migration that brought it to older databases.</summary>
    public static string CreatePhone { get; } =
        Function(
            $"{PhoneDigits.Function}(t text) RETURNS text",
            $"""
            t := search_text(t);
            RETURN t || regexp_replace(reverse(regexp_replace(t, '[^0-9]+', '', 'g')), '^(.)', ' {PhoneDigits.Mark}\1');
            """
        );

    /// <summary>
    /// So many kilobytes of new words wait to be sorted in. Whoever fills them up sorts them all in before going on, and
    /// each search reads what waits. With the server's 4 MB the slowest hundredth of new cases took 105 ms, now 45.
    /// </summary>
    public static string BoundPending(SearchIndex index) =>
        $"ALTER INDEX \"IX_{index.Table}_Words\" SET ({PendingLimit})";

    public static string UnboundPending(SearchIndex index) =>
        $"ALTER INDEX \"IX_{index.Table}_Words\" RESET (gin_pending_list_limit)";

    /// <summary>For the migration that brought the bands of subjects: words with | between them, as they are.</summary>
    public const string CreateAny =
        "CREATE FUNCTION search_any(words text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT words::tsquery $$";

    /// <summary>
    /// For the migration that brought it: whether a word that begins as asked is among the most common ones that autovacuum has
    /// found, twice as often as asked, for that may be a while ago. To count the hits the index reads all of them.
    /// </summary>
    public const string CreateIsCommon = """
        CREATE FUNCTION search_is_common(index_table text, probe text, mark text, hits integer) RETURNS boolean
        LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
        BEGIN
            RETURN EXISTS (
                SELECT 1 FROM pg_stats AS stats,
                    unnest(stats.most_common_elems::text::text[], stats.most_common_elem_freqs) AS common(word, frequency)
                WHERE stats.schemaname = current_schema() AND stats.tablename = index_table AND stats.attname = 'Words'
                    AND CASE WHEN right(probe, 1) = ' ' THEN word = mark || btrim(probe)
                        ELSE starts_with(word, mark || btrim(probe)) END
                    AND frequency * (SELECT reltuples FROM pg_class
                        WHERE oid = format('%I', index_table)::regclass) > 2 * hits);
        END $$
        """;

    public static IEnumerable<string> DropFunctions() =>
        [
            "DROP FUNCTION search_query(text, text)",
            "DROP FUNCTION search_words(text)",
            $"DROP FUNCTION {PhoneDigits.Function}(text)",
            "DROP FUNCTION search_text(text)",
            "DROP FUNCTION fold(text)",
        ];

    public static IEnumerable<string> Create(SearchIndex index) => [CreateTable(index), .. Keep(index)];

    /// <summary>The same for a table that has rows; the index is made by sorting.</summary>
    public static IEnumerable<string> CreateFilled(SearchIndex index) =>
        [CreateTable(index), Fill(index), .. Keep(index)];

    /// <summary>For migrations: makes the index anew where its columns were others, filled but for what is not there yet.</summary>
    public static IEnumerable<string> Remake(SearchIndex index) => [.. Drop(index), .. CreateFilled(index)];

    private static string CreateTable(SearchIndex index) =>
        $"""
            CREATE TABLE "{index.Table}" (
                "Key" bigint PRIMARY KEY,
                "Text" text COLLATE "C" NOT NULL,
                "Words" tsvector NOT NULL GENERATED ALWAYS AS (search_words({Marked(index)})) STORED)
            """;

    private static IEnumerable<string> Keep(SearchIndex index) =>
        [
            $"""CREATE INDEX "IX_{index.Table}_Words" ON "{index.Table}" USING gin ("Words") WITH ({PendingLimit})""",
            $"""CREATE FUNCTION "{index.Table}_Keep"() RETURNS trigger LANGUAGE plpgsql AS $$ {KeepBody(index)} $$""",
            $"""
                CREATE TRIGGER "{index.Table}_Keep"
                AFTER INSERT OR DELETE OR UPDATE OF {Sql.Names(index.WrittenColumns)}
                ON "{index.Over}" FOR EACH ROW EXECUTE FUNCTION "{index.Table}_Keep"()
                """,
        ];

    /// <summary>What the trigger does, as the server has it too.</summary>
    public static string KeepBody(SearchIndex index)
    {
        var lines = Lines(index, "NEW.");
        var differs = string.Join(
            " OR ",
            index.WrittenColumns.Select(name => $"OLD.\"{name}\" IS DISTINCT FROM NEW.\"{name}\"")
        );
        return $"""
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    DELETE FROM "{index.Table}" WHERE "Key" = OLD."{index.Key}";
                ELSIF TG_OP = 'INSERT' THEN
                    INSERT INTO "{index.Table}" ("Key", "Text") VALUES (NEW."{index.Key}", {lines});
                ELSIF {differs} THEN
                    UPDATE "{index.Table}" SET "Text" = {lines} WHERE "Key" = NEW."{index.Key}";
                END IF;
                RETURN NULL;
            END
            """;
    }

    public static string Fill(SearchIndex index) =>
        $"""
            INSERT INTO "{index.Table}" ("Key", "Text")
            SELECT "{index.Key}", {Lines(index, "indexed.")} FROM "{index.Over}" AS indexed ORDER BY "{index.Key}"
            """;

    private static string Lines(SearchIndex index, string row) =>
        string.Join(
            " || E'\\n' || ",
            index.Columns.Select(column => $"' ' || {column.Words(row, text => $"({text})::text")} || ' '")
        );

    /// <summary>
    /// What the index has the words of: a word of the title is there twice, as it is and marked; an internal one only marked.
    /// So each part is found in the index alone, by prefixes too.
    /// </summary>
    private static string Marked(SearchIndex index)
    {
        var open = index.ColumnsOf(SearchPart.Text) is { } columns ? TextOf(index, columns) : "\"Text\"";
        var (title, inside) = (TextOf(index, SearchPart.Title), TextOf(index, SearchPart.Internal));
        return open
            + (title.Length > 0 ? $" || replace({title}, ' ', ' {InTitle}')" : "")
            + (inside.Length > 0 ? $" || replace({inside}, ' ', ' {InInternal}')" : "");
    }

    private static string TextOf(SearchIndex index, SearchPart part) =>
        TextOf(index, index.Columns.Where(column => column.Part == part));

    private static string TextOf(SearchIndex index, IEnumerable<SearchColumn> columns) =>
        string.Join(" || ", columns.Select(column => $"split_part(\"Text\", E'\\n', {index.LineOf(column)})"));

    public static IEnumerable<string> Drop(SearchIndex index) =>
        [
            $"DROP TRIGGER IF EXISTS \"{index.Table}_Keep\" ON \"{index.Over}\"",
            $"DROP FUNCTION IF EXISTS \"{index.Table}_Keep\"()",
            $"DROP TABLE IF EXISTS \"{index.Table}\"",
        ];

    private static string Function(string signature, string body) =>
        $"""
            CREATE OR REPLACE FUNCTION {signature} LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
            BEGIN
                {body}
            END $$
            """;
}
