using System.Globalization;

namespace CasesGraph.Bench.Running;

/// <summary>A CSV of new cases, with ten fields: accounts and contacts are made by the first rows, and found by the rest.</summary>
internal static class ImportFile
{
    private const int Made = 100;

    private static readonly string[] Words =
    [
        "printer",
        "invoice",
        "login",
        "delivery",
        "password",
        "order",
        "network",
        "screen",
        "backup",
        "license",
        "update",
        "contract",
        "server",
        "mail",
        "phone",
        "report",
    ];

    /// <summary>The same rows for the same name.</summary>
    public static byte[] Rows(string name, int count)
    {
        var random = new Random(count);
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes) { NewLine = "\r\n" })
        {
            text.WriteLine(
                "subject,description,status,priority,type,account.name,contacts,resolution,externalReference,tags"
            );
            for (var row = 1; row <= count; row++)
                text.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"\"{Some(5)}, {row}\",\"{Some(40)}\",{Of("NEW", "ASSIGNED", "CLOSED")},{Of("HIGH", "MEDIUM", "LOW")},{Of("USER", "PRODUCT")},\"Bench account {random.Next(Made)}\",bench{random.Next(Made)}@bench.example,\"{Some(8)}\",{name}-{row},{Of("vip", "eu", "renewal")}"
                    )
                );
        }
        return bytes.ToArray();

        string Of(params string[] values) => values[random.Next(values.Length)];
        string Some(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Of(Words)));
    }
}
