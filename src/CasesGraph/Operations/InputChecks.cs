using System.Globalization;
using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>
/// Collects every mistake of one input before anything is written: what its values break of the entity's own
/// declarations, and what they refer to in vain.
/// </summary>
internal sealed class InputChecks(Call call)
{
    private static readonly FieldModel ReasonField = EntityModel
        .Of<IChangeSet>()
        .Find(Naming.Camel(nameof(IChangeSet.Reason)))!;
    private readonly List<UserError> errors = [];

    /// <summary>Path of a field of the input: ["input", "contacts", "2", "contactId"].</summary>
    public static IReadOnlyList<string> Path(params string[] names) => ["input", .. names];

    public static string Item(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>A mistake in a value.</summary>
    /// <param name="existing">The object that stands in the way.</param>
    public void Add(IReadOnlyList<string> field, ValidationCode code, string message, IRef? existing = null) =>
        call.Issues.Add(field, code, message, existing);

    public void Add(UserError error) => errors.Add(error);

    /// <summary>A value that another object has already; whoever does not see that learns no more than this.</summary>
    /// <param name="taken">What is told then.</param>
    /// <param name="holds">What is told of the holder.</param>
    public async Task NotUniqueAsync<TEntity>(
        IReadOnlyList<string> field,
        Ref<TEntity> holder,
        string taken,
        string holds,
        CancellationToken token
    )
        where TEntity : class
    {
        var seen = await call.Db.SeesAsync<TEntity>(holder.Key, token);
        Add(field, ValidationCode.NotUnique, seen ? holds : taken, seen ? holder : null);
    }

    /// <summary>All mistakes found; empty when the input can be taken.</summary>
    public UserError[] Errors =>
        [.. call.Issues.Any ? [call.Issues.ToError()] : (UserError[])[], .. call.Unnamed, .. errors];

    public void Reason(string? reason) => Text(Path("reason"), (ScalarField)ReasonField, reason);

    /// <summary>Checks the values of a new entity: null counts as not given, so required ones must be there.</summary>
    public void Creation<TEntity>(EntityValues<TEntity> values)
        where TEntity : class
    {
        foreach (var field in EntityModel.Of<TEntity>().EditableFields(EditableIn.Create))
        {
            var value = values[field.Property.Name];
            if (value is null && field is ScalarField { IsText: true, Required: true })
                Add(Path(field.InputName), ValidationCode.Required, $"{field.Label} is required.");
            else
                Value(field, value);
        }
    }

    /// <summary>Checks the values given for an existing entity: null clears, which a required field does not allow.</summary>
    /// <param name="below">The part of the input that holds the values.</param>
    public void Changes<TEntity>(EntityValues<TEntity> values, params string[] below)
        where TEntity : class
    {
        foreach (var (field, value) in values.Given)
        {
            if (value is null && field.Required)
                Add(Path([.. below, field.InputName]), ValidationCode.Required, $"{field.Label} cannot be empty.");
            else
                Value(field, value, below);
        }
    }

    public void Text(IReadOnlyList<string> path, ScalarField field, string? text)
    {
        if (text is null)
            return;
        var code =
            field.Required && TextRules.IsBlank(text)
                ? ValidationCode.Required
                : TextRules.Check(text, field.MaxLength, field.Declared.LongText);
        if (code is { } mistake)
            Add(path, mistake, TextMessage(field, mistake));
    }

    /// <summary>For the time of what has happened elsewhere.</summary>
    public void Past(IReadOnlyList<string> path, DateTime? time)
    {
        if (time > call.Now)
            Add(path, ValidationCode.InvalidValue, "The time is in the future.");
    }

    private void Value(ValueField field, object? value, params string[] below)
    {
        if (field is ScalarField { IsText: true } text)
            Text(Path([.. below, field.InputName]), text, (string?)value);
    }

    private static string TextMessage(ScalarField field, ValidationCode code) =>
        code switch
        {
            ValidationCode.Required => $"{field.Label} cannot be empty.",
            ValidationCode.TooLong => $"{field.Label} is longer than {field.MaxLength} characters.",
            _ when field.Declared.LongText =>
                $"{field.Label} holds a control character other than line breaks and tabs, or half of a character.",
            _ =>
                $"{field.Label} holds a control character other than tabs, a line break, one that turns the direction of writing (U+202A to U+202E, U+2066 to U+2069), or half of a character.",
        };
}
