using System.Collections.Frozen;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Users;

namespace CasesGraph.Operations;

/// <summary>What SQL calls what a write needs to know of an object that it refers to.</summary>
/// <param name="Text">The column of how it reads.</param>
/// <param name="Usable">The condition for anything new to refer to it.</param>
internal sealed record LinkedColumns(string Key, string Text, string Usable)
{
    private const string InUse = "\"DeletedAt\" IS NULL";

    private static readonly FrozenDictionary<Type, LinkedColumns> All = new Dictionary<Type, LinkedColumns>
    {
        [typeof(Account)] = new(nameof(Account.Id), nameof(Account.Name), InUse),
        [typeof(Contact)] = new(nameof(Contact.Id), nameof(Contact.FullName), InUse),
        [typeof(Bug)] = new(nameof(Bug.Number), nameof(Bug.Subject), InUse),
        [typeof(User)] = new(nameof(User.Id), nameof(User.FullName), "\"Active\""),
        [typeof(Case)] = new(nameof(Case.Number), nameof(Case.Subject), InUse),
    }.ToFrozenDictionary();

    public static LinkedColumns Of(Type type) =>
        All.GetValueOrDefault(type) ?? throw new NotSupportedException($"Nothing refers to {type.Name}.");

    /// <summary>Statements that read them by keys, on one kind of database.</summary>
    public sealed class Statements(Dialect dialect)
    {
        private const string Keys = "@keys";

        private readonly FrozenDictionary<Type, Statement> all = All.ToFrozenDictionary(
            one => one.Key,
            one => new Statement(
                $"""
                SELECT "{one.Value.Key}", "{one.Value.Text}", {one.Value.Usable} FROM "{one.Key.Name}"
                WHERE {dialect.Among($"\"{one.Value.Key}\"", Keys)}
                """,
                [new(Keys, Holder.ForKeys())],
                [ScalarKind.Number64, ScalarKind.Text, ScalarKind.Boolean]
            )
        );

        public Statement Of(Type type) => all[type];
    }
}
