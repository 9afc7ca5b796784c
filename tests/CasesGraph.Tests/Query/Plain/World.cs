using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Audit;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Links;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Query.Plain;

/// <summary>All rows of a database as plain objects with their relations in memory: what plain code answers from.</summary>
public sealed class World
{
    private static readonly Dictionary<string, Type> EntityTypes = typeof(EntityModel)
        .Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(EntityAttribute), inherit: false))
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    private readonly Dictionary<Type, IReadOnlyList<object>> rows = [];

    public IReadOnlyList<object> Rows(Type type) => rows[type];

    public static IEnumerable<string> Names =>
        EntityTypes
            .Values.Where(type => EntityModel.Of(type) is { Declared.Node: true, Forms: null })
            .Select(type => type.Name);

    /// <summary>The entity of a type's name in the API.</summary>
    public static Type TypeOf(string name) => EntityTypes[name];

    public IReadOnlyList<TRow> Rows<TRow>() => [.. rows[typeof(TRow)].Cast<TRow>()];

    /// <summary>A context that tracks all rows joins them by itself; nobody queries it afterwards.</summary>
    public static World Load(TestDatabase database)
    {
        using var db = database.CreateDb();
        var world = new World();
        foreach (var type in EntityTypes.Values)
            new Action<CasesDb>(world.Add<object>)
                .Method.GetGenericMethodDefinition()
                .MakeGenericMethod(type)
                .Invoke(world, [db]);
        RelatedRows.Join(
            world.rows.Values.SelectMany(rows => rows).Distinct(ReferenceEqualityComparer.Instance),
            world
        );
        return world;
    }

    /// <summary>The row that a change of the log, or a row of a job, is about; null once it was purged.</summary>
    public object? RecordOf(object row)
    {
        var (type, key) = row switch
        {
            CaseChange of => (typeof(Case), of.CaseNumber!.Value),
            EntityChange of => (of.GetType().GenericTypeArguments[0], of.RecordId),
            JobRow { Type: RecordType.Case, RecordId: { } of } => (typeof(Case), of),
            AuditEvent { ObjectType: { } kind, ObjectId: { } id } => (EntityModel.Logged[kind], id),
            _ => throw new NotSupportedException(row.GetType().Name),
        };
        return rows[type].FirstOrDefault(one => Reflected.Key(one) == key);
    }

    private void Add<TRow>(CasesDb db)
        where TRow : class => rows[typeof(TRow)] = [.. db.Set<TRow>().AsTracking()];
}
