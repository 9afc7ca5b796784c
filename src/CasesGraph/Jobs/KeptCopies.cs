using CasesGraph.Data;

namespace CasesGraph.Jobs;

/// <summary>
/// What keeps texts of records beside them, for a while, as files do. A feature that has such declares a class, which is all
/// that has to be done for purges, redactions and erasures to reach it.
/// </summary>
internal abstract class KeptCopies
{
    public static IReadOnlyList<KeptCopies> All { get; } =
    [
        .. typeof(KeptCopies)
            .Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(KeptCopies)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (KeptCopies)Activator.CreateInstance(type, nonPublic: true)!),
    ];

    /// <summary>
    /// From this transaction on no request gets anything of it. Which of the copies have what is taken out is not known, so it
    /// is about all that there are.
    /// </summary>
    public abstract Task ForgetAsync(CasesDb db, DateTime now, CancellationToken token);
}
