namespace CasesGraph.Model;

/// <summary>The fields whose values are personal data, as the logs of records name them.</summary>
internal static class PersonalFields
{
    private static readonly HashSet<string> Names =
    [
        .. from logged in EntityModel.Logged.Values
        from field in EntityModel.Of(logged).AuditedFields
        where field.Audience is FieldAudience.Personal
        select field.Name,
    ];

    /// <summary>Whether a field that is called so is one of them, of whatever record.</summary>
    public static bool Have(string name) => Names.Contains(name);
}
