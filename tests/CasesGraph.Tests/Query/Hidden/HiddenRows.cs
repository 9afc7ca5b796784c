using System.Reflection;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Query.Hidden;

/// <summary>What <see cref="IHiding"/> hides, by plain code that has the rest from the schema; and a database without it.</summary>
internal sealed class HiddenRows(IHiding hiding, World world, ApiShape shape)
{
    public bool Contains(object row) => hiding.IsHidden(row) || Needed(row).Any(Contains);

    /// <summary>Takes them out of a database that has the same rows, and the references to them.</summary>
    public async Task RemoveAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        var entities = db
            .Model.GetEntityTypes()
            .Where(entity => entity.ClrType.IsDefined(typeof(EntityAttribute), inherit: false))
            .ToList();
        await db.Database.OpenConnectionAsync();
        var statements = entities
            .SelectMany(entity => entity.GetForeignKeys())
            .Where(_ => TestDatabase.IsPostgres)
            .Select(key =>
                $"""ALTER TABLE "{key.DeclaringEntityType.GetTableName()}" DROP CONSTRAINT IF EXISTS "{key.GetConstraintName()}" """
            )
            .Prepend(TestDatabase.IsPostgres ? "SELECT 1" : "PRAGMA foreign_keys = OFF")
            .ToList();
        foreach (var entity in entities)
        {
            var (table, type) = (entity.GetTableName(), entity.ClrType);
            var hidden = world.Rows(type).Where(Contains).ToList();
            statements.AddRange(
                hidden.Select(row =>
                    $"""DELETE FROM "{table}" WHERE {Is(row, entity.FindPrimaryKey()!.Properties.Select(p => p.PropertyInfo!))}"""
                )
            );
            statements.AddRange(
                from key in entities.SelectMany(other => other.GetForeignKeys())
                where key.PrincipalEntityType == entity && key.Properties[0].IsNullable
                where key.DeclaringEntityType.ClrType != typeof(CaseChange) || type != typeof(Case)
                from row in hidden
                let column = key.Properties[0].Name
                select $"""
                UPDATE "{key.DeclaringEntityType.GetTableName()}" SET "{column}" = NULL
                WHERE "{column}" = {KeyOf(row)}
                """
            );
        }
        // Entries have who made them beside their set.
        statements.Add(
            """
            UPDATE "CaseChange" SET "ActorKey" = (
                SELECT COALESCE(s."ActorUserId", -s."ActorContactId") FROM "ChangeSet" AS s
                WHERE s."Id" = "CaseChange"."ChangeSetId")
            """
        );
        foreach (var statement in statements)
            await db.Database.ExecuteSqlRawAsync(statement);
    }

    /// <summary>What is never null of a row, and both ends of a link.</summary>
    private IEnumerable<object> Needed(object row) =>
        row.GetType()
            .GetProperties()
            .Where(property => IsNeeded(row.GetType(), property))
            .Select(property => property.GetValue(row))
            .OfType<object>();

    private bool IsNeeded(Type type, PropertyInfo property)
    {
        if (!property.PropertyType.IsDefined(typeof(EntityAttribute)))
            return false;
        if (shape.Find(type.Name) is not { } known)
            return true;
        return known.Fields.Values.Any(field =>
            field.Type.IsRequired && !field.Type.IsList && Same(field.Name, property.Name)
        );
    }

    private static bool Same(string name, string property) =>
        string.Equals(name, property, StringComparison.OrdinalIgnoreCase);

    public static long KeyOf(object row) => (long)EntityModel.Of(row.GetType()).Key!.GetValue(row)!;

    private static string Is(object row, IEnumerable<PropertyInfo> key) =>
        string.Join(" AND ", key.Select(column => $"\"{column.Name}\" = {column.GetValue(row)}"));
}
