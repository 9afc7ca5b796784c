using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// Makes an operation's input from the coerced argument. Malformed ids are mistakes of the caller: they are collected,
/// and the operation tells them with its own.
/// </summary>
internal sealed class InputReader(RequestReading request)
{
    public ValidationIssues Issues { get; } = new();

    public object Read(Type record, IReadOnlyDictionary<string, object?> given, IReadOnlyList<string> path)
    {
        var model = InputModel.Of(record);
        var arguments = new object?[model.Parameters.Count];
        for (var index = 0; index < arguments.Length; index++)
            arguments[index] = Argument(model.Parameters[index], given, path);
        return model.Make(arguments);
    }

    private object? Argument(
        InputParameter parameter,
        IReadOnlyDictionary<string, object?> given,
        IReadOnlyList<string> path
    )
    {
        if (parameter.Member is not { } member)
            return Values(parameter, given, path);
        if (!given.TryGetValue(member.Name, out var value) || value is null)
            return parameter.Default;
        if (value is string text && !member.Required && member.Entity is null)
            return TextRules.OrNull(text);
        IReadOnlyList<string> at = [.. path, member.Name];
        if (!member.IsList)
            return Item(member, value, at);
        var items = ((System.Collections.IEnumerable)value).Cast<object>().ToList();
        var typed = Array.CreateInstance(member.Item, items.Count);
        for (var index = 0; index < items.Count; index++)
            typed.SetValue(Item(member, items[index], [.. at, $"{index}"]), index);
        return typed;
    }

    private object Item(RecordMember member, object value, IReadOnlyList<string> path)
    {
        if (member.Entity is { } entity)
            return InputModel.Of(member.Item).Make(Key(value, entity, path));
        if (member.Item == typeof(CaseSelection))
            return Selection((IReadOnlyDictionary<string, object?>)value, path);
        return member.IsObject ? Read(member.Item, (IReadOnlyDictionary<string, object?>)value, path) : value;
    }

    private long Key(object value, EntityModel entity, IReadOnlyList<string> path)
    {
        if (IdReader.TryRead(value, entity, out var key))
            return key;
        Issues.Add(path, ValidationCode.InvalidId, $"This is no id of type {entity.Name}: {Quotation.Of(value)}.");
        return 0;
    }

    /// <summary>In an update null clears; on creation there is nothing to clear, so null is as good as absent.</summary>
    private object Values(
        InputParameter parameter,
        IReadOnlyDictionary<string, object?> given,
        IReadOnlyList<string> path
    )
    {
        var values = new Dictionary<ValueField, object?>(ReferenceEqualityComparer.Instance);
        foreach (var field in parameter.Fields)
        {
            if (!given.TryGetValue(field.InputName, out var value))
                continue;
            if (value is null && parameter.Mode is EditableIn.Create)
                continue;
            values[field] = (field, value) switch
            {
                (ReferenceField reference, not null) => Key(
                    value,
                    EntityModel.Of(reference.Target),
                    [.. path, field.InputName]
                ),
                _ => value,
            };
        }
        return InputModel.Of(parameter.Type).Make(values);
    }

    private CaseSelection Selection(IReadOnlyDictionary<string, object?> given, IReadOnlyList<string> path)
    {
        if (given.GetValueOrDefault("ids") is IEnumerable<object> ids)
        {
            var keys = ids.Select((id, index) => Key(id, EntityModel.Of<Case>(), [.. path, "ids", $"{index}"]));
            return new CaseSelection([.. keys.Select(key => new Ref<Case>(key))], Matching: null, _ => true);
        }
        var match = (IReadOnlyDictionary<string, object?>)given["matching"]!;
        var (inUse, leavesOut) = Matching(match, withDeleted: false);
        var (all, _) = Matching(match, withDeleted: true);
        // Which of the deleted the operation looks at is its own rule; most look at none.
        return new CaseSelection(Ids: null, all, leavesOut) { MatchingInUse = inUse };
    }

    private (Func<CasesDb, CancellationToken, Task<IReadOnlyList<long>>> Find, Func<bool, bool> LeavesOut) Matching(
        IReadOnlyDictionary<string, object?> match,
        bool withDeleted
    )
    {
        var reader = new ListArgumentsReader(index: 0, () => request.Now, defaultSize: 0, mostSize: 0);
        var given = new Dictionary<string, object?>(match, StringComparer.Ordinal) { ["includeDeleted"] = withDeleted };
        var arguments = reader.Read(given, "matching", EntityModel.Of<Case>(), node: null);
        var values = new RequestValues();
        values.Add(arguments);
        var list = new ListSelection(EntityModel.Of<Case>(), Node: null, Index: 0, []);
        var statement = request.Plans.Matching(list, ShapeWriter.Of(list), values);
        return (
            (db, token) => MatchingAsync(statement, values, db, token),
            deleted => arguments.Search is not null || LeavesOut(arguments, deleted)
        );
    }

    private static bool LeavesOut(ListArguments arguments, bool deleted) =>
        arguments.Where is { } where
        && new FilterExtent(arguments.Values, includeDeleted: deleted).Of(where, KnownRows.Cases(deleted)).CanFail;

    private static async Task<IReadOnlyList<long>> MatchingAsync(
        Planned<Statement> statement,
        RequestValues values,
        CasesDb db,
        CancellationToken token
    )
    {
        var session = new ReadSession(db);
        var rows = await session.ReadAsync(statement.Value, values, [], limit: 0, token);
        return [.. Enumerable.Range(0, rows.Count).Select(row => rows[row, 0].Number)];
    }
}
