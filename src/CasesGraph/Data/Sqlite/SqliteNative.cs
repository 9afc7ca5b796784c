using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// SQLite's own functions for what happens once a cell. Calls through the packaged wrapper guard a handle and tell the
/// collector, each of which costs more than the function; these neither block nor call back, nor copy a long text: the
/// collector waits for them.
/// </summary>
internal static unsafe partial class SqliteNative
{
    private const string Library = "e_sqlite3";

    /// <summary>The bytes are copied before the call returns.</summary>
    private const nint Transient = -1;

    /// <summary>Of so many bytes a copy takes no longer than what else a call does.</summary>
    private const int ShortText = 512;

    public static void Bind(nint statement, int index, ReadOnlySpan<byte> text)
    {
        // A null pointer would bind null.
        fixed (byte* bytes = text.IsEmpty ? "\0"u8 : text)
            _ =
                text.Length <= ShortText
                    ? sqlite3_bind_text(statement, index, bytes, text.Length, Transient)
                    : BindLong(statement, index, bytes, text.Length, Transient);
    }

    public static void Bind(nint statement, int index, long number) => _ = sqlite3_bind_int64(statement, index, number);

    /// <summary>The column as UTF-8, until the next step; false when it is null.</summary>
    public static bool TryText(nint statement, int column, out ReadOnlySpan<byte> text)
    {
        // Of a text its bytes where they lie: asked for as a text, one without an end would be copied.
        var bytes = sqlite3_column_blob(statement, column);
        text = bytes is null ? default : new ReadOnlySpan<byte>(bytes, sqlite3_column_bytes(statement, column));
        return bytes is not null || sqlite3_column_type(statement, column) != SQLitePCL.raw.SQLITE_NULL;
    }

    /// <summary>The column as a number; false when it is null.</summary>
    public static bool TryNumber(nint statement, int column, out long number)
    {
        number = sqlite3_column_int64(statement, column);
        return number != 0 || sqlite3_column_type(statement, column) != SQLitePCL.raw.SQLITE_NULL;
    }

    [LibraryImport(Library), SuppressGCTransition]
    private static partial int sqlite3_bind_text(nint statement, int index, byte* text, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = nameof(sqlite3_bind_text))]
    private static partial int BindLong(nint statement, int index, byte* text, int length, nint destructor);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial int sqlite3_bind_int64(nint statement, int index, long number);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial byte* sqlite3_column_blob(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial int sqlite3_column_bytes(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial int sqlite3_column_type(nint statement, int column);
}
