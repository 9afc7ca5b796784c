using System.Text;
using CsCheck;

namespace CasesGraph.Tests.Import;

/// <summary>A row of a random file that makes or changes a case, by its id in another system.</summary>
internal sealed record StateRow(
    string Reference,
    string Subject,
    string Priority,
    string Account,
    string Contact,
    string Tag,
    string Note
)
{
    public static readonly string[] Columns =
    [
        "externalReference",
        "subject",
        "priority",
        "account.name",
        "contacts",
        "tags",
        "updates",
    ];

    private static readonly Gen<StateRow> One =
        from reference in Gen.Frequency((1, Gen.Const("")), (9, Gen.Int[1, 7].Select(number => $"R{number}")))
        from subject in Gen.Frequency((2, Gen.Const("")), (8, Gen.OneOf(["Printer", "Screen", "日本", "two\nlines"])))
        from priority in Gen.Frequency((6, Gen.OneOf(["HIGH", "LOW", ""])), (1, Gen.Const("whatever")))
        from account in Gen.OneOf(["", "Acme", "ACME", "Globex"])
        from contact in Gen.OneOf(["", "", "ana", "eva"])
        from tag in Gen.OneOf(["", "", "red", "blue"])
        from note in Gen.OneOf(["", "", "", "First", "Second"])
        // A row without anything is passed over.
        select new StateRow(
            reference,
            subject,
            reference.Length + subject.Length == 0 ? "HIGH" : priority,
            account,
            contact,
            tag,
            note
        );

    /// <summary>Those of cases that are there before: none is wrong.</summary>
    public static readonly Gen<List<StateRow>> Bases = One.List[1, 4]
        .Select(rows =>
            rows.Select(
                    (row, at) =>
                        row with
                        {
                            Reference = $"R{at + 1}",
                            Subject = "Old",
                            Priority = row.Priority is "whatever" ? "LOW" : row.Priority,
                        }
                )
                .ToList()
        );

    public static readonly Gen<List<StateRow>> Files = One.List[2, 12];

    /// <summary>The same rows in another order, in which rows of one key follow each other as they did.</summary>
    public static Gen<List<StateRow>> Moved(List<StateRow> rows) =>
        Gen.Shuffle(Enumerable.Range(0, rows.Count).ToArray())
            .Select(order =>
            {
                var ofKey = rows.Where(row => row.Reference.Length > 0)
                    .GroupBy(row => row.Reference, StringComparer.Ordinal)
                    .ToDictionary(same => same.Key, same => new Queue<StateRow>(same), StringComparer.Ordinal);
                return order
                    .Select(at => ofKey.TryGetValue(rows[at].Reference, out var same) ? same.Dequeue() : rows[at])
                    .ToList();
            });

    /// <summary>Writes a file.</summary>
    /// <param name="prefix">Keeps what one file brings apart from all others.</param>
    public static byte[] Csv(IEnumerable<StateRow> rows, string[] order, string prefix)
    {
        var text = new StringBuilder(string.Join(',', order) + "\n");
        foreach (var row in rows)
            text.Append(string.Join(',', order.Select(column => Quoted(row.Cell(column, prefix))))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A file that begins with a column of few values would be read as one without delimiters.</summary>
    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string Cell(string column, string prefix) =>
        column switch
        {
            "externalReference" => Reference.Length > 0 ? prefix + Reference : "",
            "subject" => Subject,
            "priority" => Priority,
            "account.name" => Account.Length > 0 ? prefix + Account : "",
            "contacts" => Contact.Length > 0 ? $"{prefix}{Contact}@x.example" : "",
            "tags" => Tag.Length > 0 ? prefix + Tag : "",
            _ => Note.Length > 0 ? $"2020-01-0{(Note is "First" ? 1 : 2)} 10:00;;{Note}" : "",
        };
}
