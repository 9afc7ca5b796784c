using System.ComponentModel;

namespace CasesGraph.Redaction;

[Description("A piece of a text, in characters as all lengths of texts: code points, a line break one too.")]
public sealed record TextRangeInput(
    [property: Description("How many characters stand before it.")] int Start,
    [property: Description("How many characters it has; at least 1.")] int Length
);
