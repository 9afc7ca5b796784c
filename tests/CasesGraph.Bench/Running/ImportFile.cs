using System.Globalization;
using System.Text;

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
        var text = new StringBuilder(
            "subject,description,status,priority,type,account.name,contacts,resolution,externalReference,tags\r\n"
        );
        for (var row = 1; row <= count; row++)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"\"{Some(5)}, {row}\",\"{Some(40)}\",{Of("NEW", "ASSIGNED", "CLOSED")},{Of("HIGH", "MEDIUM", "LOW")},{Of("USER", "PRODUCT")},\"Bench account {random.Next(Made)}\",bench{random.Next(Made)}@bench.example,\"{Some(8)}\",{name}-{row},{Of("vip", "eu", "renewal")}"
            );
        return Encoding.UTF8.GetBytes(text.ToString());

        string Of(params string[] values) => values[random.Next(values.Length)];
        string Some(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Of(Words)));
    }
}
