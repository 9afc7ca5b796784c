using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// <see cref="CaseFolding"/> as a function of SQL, from bytes to bytes: filters ask it of each row that they look at, and by
/// way of strings it takes several times as long.
/// </summary>
internal static class SqliteFolding
{
    private const string Name = "fold";
    private const int SmallText = 512;

    /// <summary>A letter has four bytes at most, folded too, and one at least.</summary>
    private const int MostGrowth = 4;

    /// <summary>The letters of most languages that are written in small and capital ones.</summary>
    private const int Known = 0x600;

    private static readonly Rune[] Folded =
    [
        .. Enumerable.Range(0, Known).Select(letter => CaseFolding.Fold(new Rune(letter))),
    ];

    private static readonly delegate_function_scalar Function = Fold;

    public static void Add(SqliteConnection connection) =>
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_create_function(
                connection.Handle,
                Name,
                1,
                raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC,
                v: null,
                Function
            ),
            connection.Handle
        );

    private static void Fold(sqlite3_context context, object data, sqlite3_value[] arguments)
    {
        if (raw.sqlite3_value_type(arguments[0]) == raw.SQLITE_NULL)
        {
            raw.sqlite3_result_null(context);
            return;
        }
        var text = raw.sqlite3_value_blob(arguments[0]);
        if (text.IsEmpty)
        {
            // No bytes at all would be taken for null.
            raw.sqlite3_result_text(context, "");
            return;
        }
        var longest = text.Length * MostGrowth;
        var rented = longest > SmallText ? ArrayPool<byte>.Shared.Rent(longest) : null;
        var folded = rented is null ? stackalloc byte[SmallText] : rented;
        var length = Fold(text, folded);
        raw.sqlite3_result_text(context, folded[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private static int Fold(ReadOnlySpan<byte> text, Span<byte> folded)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            // What is no letter at all becomes the sign that stands for it, as in a string.
            Rune.DecodeFromUtf8(text, out var letter, out var read);
            text = text[read..];
            length += (letter.Value < Known ? Folded[letter.Value] : CaseFolding.Fold(letter)).EncodeToUtf8(
                folded[length..]
            );
        }
        return length;
    }
}
