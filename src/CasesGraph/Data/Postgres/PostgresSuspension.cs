using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// Takes away what makes each row dear, inside the transaction that fills the tables: should it not end, all is there
/// as before. Primary keys stay: rows come in their order, which costs little.
/// </summary>
internal sealed class PostgresSuspension
{
    /// <summary>Foreign keys are checked for all rows at once when they are added again, and need the keys only.</summary>
    private const string Suspended = """
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype = 'f'
        UNION ALL
        SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass), pg_get_triggerdef(pg_trigger.oid)
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal
        UNION ALL
        SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
        FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')
        """;

    private readonly NpgsqlConnection connection;
    private readonly List<string> restoring = [];

    public PostgresSuspension(NpgsqlConnection connection)
    {
        this.connection = connection;
        var dropping = new List<string>();
        using (var command = new NpgsqlCommand(Suspended, connection))
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                dropping.Add(reader.GetString(0));
                restoring.Add(reader.GetString(1));
            }
        }
        Execute(dropping);
    }

    /// <summary>Sorting a million rows of a key takes about so much memory; what does not fit goes to disk.</summary>
    public void End() => Execute(["SET LOCAL maintenance_work_mem = '256MB'", .. restoring]);

    private void Execute(IEnumerable<string> statements)
    {
        foreach (var sql in statements)
        {
            using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            command.ExecuteNonQuery();
        }
    }
}
