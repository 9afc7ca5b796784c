using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;

namespace CasesGraph.Seeding;

/// <summary>Fields of which no story tells get values by their kind, so that the demo data has some of all.</summary>
internal static class UntoldFields
{
    private const int Sample = 100;

    /// <summary>Those of cases, found by telling some stories.</summary>
    public static IReadOnlyList<AuditedField> OfCases(SeedWorld world, DateTime start, DateTime until)
    {
        var told = Enumerable
            .Range(1, Sample)
            .Select(number => new CaseTeller(world, new Dice(number), number, until).Tell(start, importNumber: null))
            .SelectMany(story => story.Changes)
            .SelectMany(change => change.Fields)
            .Select(field => field.Field)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. AuditedFields.Named.Where(one =>
                one.Field is ScalarField
                && one.Field.Declared.Editable.HasFlag(EditableIn.Create)
                && !told.Contains(one.Name.Name)
            ),
        ];
    }

    /// <summary>Gives objects values of the fields in which none has any yet.</summary>
    public static void Fill<TEntity>(IReadOnlyList<TEntity> entities)
        where TEntity : class
    {
        // The administrator alone is no demo data.
        if (entities.Count < 2)
            return;
        var untold = EntityModel
            .Of<TEntity>()
            .EditableFields(EditableIn.Create)
            .OfType<ScalarField>()
            .Where(field => entities.All(entity => IsDefault(field, field.Property.GetValue(entity))));
        foreach (var field in untold.ToList())
        {
            foreach (var (number, entity) in entities.Index())
                field.Property.SetValue(entity, ValueOf(field, number));
        }
    }

    private static bool IsDefault(ScalarField field, object? value) =>
        value is null || (field.Scalar.StoredAs is not StoredAs.Text && field.Scalar.ToStored(value) is 0L);

    /// <summary>A value for one of several objects; null for some, where it may be.</summary>
    public static object? ValueOf(ScalarField field, int number) =>
        field.Required || number % 3 > 0 ? field.Scalar.Example(number) : null;
}
