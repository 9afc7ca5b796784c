using System.Collections.Concurrent;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>What SQL calls what a write needs to know of an object that it refers to.</summary>
/// <param name="Text">The column of how it reads.</param>
/// <param name="Usable">The condition for anything new to refer to it.</param>
internal sealed record LinkedColumns(string Table, string Key, string Text, string Usable)
{
    /// <summary>The condition that a row is not deleted.</summary>
    public const string InUse = "\"" + nameof(ISoftDeleted.DeletedAt) + "\" IS NULL";

    public static LinkedColumns Of(Type type)
    {
        var entity = EntityModel.Of(type);
        var text = entity.Declared.Text ?? throw new NotSupportedException($"Nothing refers to {type.Name}.");
        var usable = entity.Declared.InUse is { } column ? $"\"{column}\"" : InUse;
        return new LinkedColumns(type.Name, entity.Key!.Name, text, usable);
    }

    /// <summary>How the object with a key reads, as an expression.</summary>
    public string TextOf(string key) => $"""(SELECT t."{Text}" FROM "{Table}" AS t WHERE t."{Key}" = {key})""";

    /// <summary>The condition that nothing new may refer to the object with a key.</summary>
    public string IsUnusable(string key) =>
        $"""NOT EXISTS (SELECT 1 FROM "{Table}" AS t WHERE t."{Key}" = {key} AND t.{Usable})""";

    /// <summary>Statements that read them by keys, on one kind of database.</summary>
    public sealed class Statements(Dialect dialect)
    {
        private readonly ConcurrentDictionary<Type, Statement> all = new();

        public Statement Of(Type type) => all.GetOrAdd(type, Make);

        private Statement Make(Type type)
        {
            var columns = LinkedColumns.Of(type);
            var sql = $"""
                SELECT "{columns.Key}", "{columns.Text}", {columns.Usable} FROM "{type.Name}"
                WHERE "{columns.Key}" {AmongKeys.Condition}
                """;
            return AmongKeys.In(new Statement(sql, [], [StoredAs.Number, StoredAs.Text, StoredAs.Flag]), dialect);
        }
    }
}
