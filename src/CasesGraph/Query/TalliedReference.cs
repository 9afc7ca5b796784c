using System.Reflection;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// What a reference leads to meets the condition, asked by its key, of which a tally has a row: of what rows refer to each is
/// looked at once, not once for each row.
/// </summary>
/// <param name="Key">The tally's property.</param>
internal sealed record TalliedReference(PropertyInfo Key, EntityModel Target, Filter Filter) : Filter;
