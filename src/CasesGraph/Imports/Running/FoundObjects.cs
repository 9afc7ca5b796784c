using CasesGraph.Accounts;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Imports.Starting;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>What the rows of a chunk name, looked for together: those with handles in one trip, names by a query for each kind.</summary>
internal sealed class FoundObjects(ImportPlan plan, MadeRecords made, Call call)
{
    private const int MostTold = 10;
    private readonly Dictionary<(EntityModel Entity, string Text), List<long>> byName = [];
    private FoundRefs refs = null!;

    /// <summary>Finds them, and what is wrong with those that are to be made.</summary>
    public async Task LoadAsync(IReadOnlyList<NamedObject> all, CancellationToken token)
    {
        var ways = all.SelectMany(one => one.Ways).ToList();
        refs = await FoundRefs.FindAsync(ways.Where(way => way.Handle is not null).Select(Asked), call.Db, token);
        var names = ways.Where(way => way is { Handle: null, Key: null }).ToLookup(way => way.Target, way => way.Text);
        foreach (var of in names)
            await LoadNamesAsync(of.Key, [.. of.Distinct(StringComparer.Ordinal)], token);
        await call.Linked.LoadAsync(
            ways.SelectMany(way => KeysOf(way).Select(key => (way.Target.Type, key))).Where(one => one.key > 0),
            token
        );
        await made.CheckAsync(
            all.Where(one => one.New is not null && There(one) is null).Select(one => one.New!),
            call,
            token
        );
    }

    /// <summary>The key of an object; null where there is none, which is noted unless it counts as nothing.</summary>
    /// <param name="needed">Is told of one that is to be made.</param>
    public (Type Type, long Key)? Find(NamedObject named, GivenRow given, Action<ExpectedRecord> needed)
    {
        if (There(named) is var (way, keys))
        {
            if (keys is [var key])
                return (way.Target.Type, key);
            given.Reject(Ambiguous(named.Field, way, keys));
            return null;
        }
        if (named.New is null && Expected(named) is { } known)
        {
            needed(known);
            return (known.Record.Entity.Type, known.Key);
        }
        if (IsEmptied(named.Target.Type))
            return null;
        if (named.New is not { } record)
        {
            given.Reject(named.Field, ValidationCode.NotFound, Missing(named));
            return null;
        }
        var expected = made.Expect(record, call);
        foreach (var reason in RowReason.Of(expected.Errors, plan))
            given.Reject(reason with { Field = named.Field });
        needed(expected);
        return (record.Entity.Type, expected.Key);
    }

    /// <summary>Those that the surest way leads to, several where it is not known which is meant; null where there is none.</summary>
    private (NamedBy Way, IReadOnlyList<long> Keys)? There(NamedObject named)
    {
        foreach (var way in named.Ways)
        {
            var keys = KeysOf(way);
            var isOne =
                keys is [var key] && (way.Handle is { IsUnique: true } || !IsReplaced(way.Target.Type, key, named));
            if (isOne || keys.Count > 1)
                return (way, keys);
        }
        return null;
    }

    /// <summary>What is not made for this row's sake, as it may be one of several, but for another's.</summary>
    private ExpectedRecord? Expected(NamedObject named) =>
        named
            .Ways.Where(way => TextRules.IsStorable(way.Text))
            .Select(way => made.Find(way.Target.Type, CaseFolding.Key(way.Text), call))
            .FirstOrDefault(one => one is not null);

    /// <summary>Whether one that is deleted makes way for another of its name.</summary>
    private bool IsReplaced(Type type, long key, NamedObject named) =>
        named.New is not null && call.Linked.Find(type, key) is not { Usable: true };

    private bool IsEmptied(Type type) =>
        type == typeof(Account) ? plan.Order.UnknownAccounts is UnknownPolicy.Empty
        : type == typeof(Contact) ? plan.Order.UnknownContacts is UnknownPolicy.Empty
        : type == typeof(User) && plan.Order.UnknownUsers is UnknownUserPolicy.Empty;

    private static string Missing(NamedObject named) =>
        $"There is no {named.Target.Noun} {Quotation.Of(named.Ways[0].Text)}.";

    private static RowReason Ambiguous(PlannedField field, NamedBy way, IReadOnlyList<long> keys) =>
        new(field, ValidationCode.Ambiguous, $"Several {way.Target.Noun}s are known as {Quotation.Of(way.Text)}.")
        {
            Candidates =
            [
                .. keys.Take(MostTold)
                    .Select(key =>
                        (IRef)Activator.CreateInstance(typeof(Ref<>).MakeGenericType(way.Target.Type), key)!
                    ),
            ],
        };

    private IReadOnlyList<long> KeysOf(NamedBy way) =>
        way switch
        {
            { Key: 0 } => [],
            { Key: { } key } => [key],
            { Handle: not null } => refs.KeysOf(Asked(way)),
            _ => byName.GetValueOrDefault((way.Target, KeyOfName(way.Target, way.Text)), []),
        };

    private static GivenRef Asked(NamedBy way) =>
        new(way.Target, way.Handle, way.Text, Key: 0)
        {
            Path = [],
            IdPath = [],
            Given = new Dictionary<string, object?>(StringComparer.Ordinal),
        };

    private Task LoadNamesAsync(EntityModel target, IReadOnlyList<string> names, CancellationToken token) =>
        (Task)
            new Func<EntityModel, IReadOnlyList<string>, CancellationToken, Task>(LoadNamesAsync<object>)
                .Method.GetGenericMethodDefinition()
                .MakeGenericMethod(target.Type)
                .Invoke(this, [target, names, token])!;

    private async Task LoadNamesAsync<TEntity>(EntityModel target, IReadOnlyList<string> names, CancellationToken token)
        where TEntity : class
    {
        var (column, key) = (ColumnOfName(target), target.Key!.Name);
        var asked = names
            .Where(TextRules.IsStorable)
            .Select(name => KeyOfName(target, name))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var found = await call
            .Db.Rows<TEntity>()
            .Where(row => asked.Contains(EF.Property<string>(row, column)))
            .Select(row => new { Text = EF.Property<string>(row, column), Key = EF.Property<long>(row, key) })
            .ToListAsync(token);
        await call.Linked.LoadAsync(found.Select(one => (target.Type, one.Key)), token);
        foreach (var group in found.GroupBy(one => one.Text, StringComparer.Ordinal))
        {
            var usable = group
                .Select(one => one.Key)
                .Where(one => call.Linked.Knows(target.Type, one))
                .Order()
                .ToList();
            byName[(target, group.Key)] = usable.Count > 0 ? usable : [.. group.Select(one => one.Key).Order()];
        }
    }

    /// <summary>That of the text by which people know one, as it is compared where that is kept.</summary>
    private static string ColumnOfName(EntityModel target)
    {
        var text = target.Declared.Text!;
        return target.Type.GetProperty($"{text}Key") is null ? text : $"{text}Key";
    }

    private static string KeyOfName(EntityModel target, string name) =>
        ColumnOfName(target).Equals(target.Declared.Text, StringComparison.Ordinal) || !TextRules.IsStorable(name)
            ? name
            : CaseFolding.Key(name);
}
