using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Stored values as the log writes them, by SQL over many rows: the same texts that <see cref="FieldChanges"/> writes of
/// one.
/// </summary>
internal sealed class LoggedSql(Dialect dialect)
{
    /// <summary>The canonical text.</summary>
    public string Value(ValueField field, string stored) =>
        field switch
        {
            ReferenceField reference => Id(reference.Target, stored),
            ScalarField scalar => dialect.Text(scalar.Scalar.Written, scalar.Scalar.StoredAs, stored),
            _ => throw new NotSupportedException(field.GetType().Name),
        };

    /// <summary>What a person reads, where that is something else.</summary>
    public string Text(ValueField field, string stored) =>
        field switch
        {
            ReferenceField reference => Text(reference.Target, stored),
            ScalarField { Scalar: { Shown: { } shown, StoredAs: var storedAs } } => dialect.Text(
                shown,
                storedAs,
                stored
            ),
            _ => Sql.NoText,
        };

    public string Id(Type target, string key) => dialect.OpaqueId(target.Name, key);

    public static string Text(Type target, string key) => LinkedColumns.Of(target).TextOf(key);
}
