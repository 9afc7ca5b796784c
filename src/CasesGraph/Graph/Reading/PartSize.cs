using System.Globalization;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Reading;

/// <summary>The argument "first" of a list that is part of an object.</summary>
internal static class PartSize
{
    public const string Argument = "first";
    private const int Most = 1_000;

    /// <summary>How many items are asked for.</summary>
    /// <param name="field">The list, for the mistake.</param>
    /// <param name="count">How many there are for who does not say.</param>
    public static int Read(string field, IReadOnlyDictionary<string, object?> given, int count) =>
        given.GetValueOrDefault(Argument) is not int size ? count
        : size is >= 0 and <= Most ? size
        : throw new RequestErrorException(
            GraphErrorCode.InvalidPageSize,
            string.Create(CultureInfo.InvariantCulture, $"'first' of '{field}' is from 0 to {Most}.")
        );
}
