using System.Buffers.Text;
using CasesGraph.Imports.Detecting;

namespace CasesGraph.Imports.Analyzing;

/// <summary>In which ways the cells of a column can be read as times.</summary>
internal sealed class DateStats
{
    private const double Earliest = 20_000;
    private const double Latest = 80_000;
    private const long FirstSecond = 100_000_000;
    private const long LastSecond = 9_999_999_999;

    /// <summary>With fewer that fit, a column is none of times.</summary>
    private const double Share = 0.5;

    private readonly OrderStats yearFirst = new(DateOrder.YearMonthDay);
    private readonly OrderStats dayFirst = new(DateOrder.DayMonthYear);
    private readonly OrderStats monthFirst = new(DateOrder.MonthDayYear);
    private readonly NumberStats serial = new("serial");
    private readonly NumberStats seconds = new("unix");
    private readonly NumberStats milliseconds = new("unixMilliseconds");
    private int differing;
    private int cells;

    public void Add(ReadOnlySpan<byte> cell, CellShape shape, long row)
    {
        cells++;
        var date = (shape & CellShape.Time) is not CellShape.None ? DateShape.Read(cell) : default;
        yearFirst.Add(date, row);
        dayFirst.Add(date, row);
        monthFirst.Add(date, row);
        differing += date.Differ ? 1 : 0;
        var number =
            (shape & CellShape.Number) is not CellShape.None
            && Utf8Parser.TryParse(cell, out double parsed, out var read)
            && read == cell.Length
                ? parsed
                : -1;
        var isWhole = (shape & CellShape.Whole) is not CellShape.None;
        serial.Add(number is >= Earliest and <= Latest, row);
        seconds.Add(isWhole && number is >= FirstSecond and <= LastSecond, row);
        milliseconds.Add(isWhole && number is >= FirstSecond * 1000.0 and <= LastSecond * 1000.0, row);
    }

    /// <summary>The likeliest first; the day before the month where nothing tells which.</summary>
    public IReadOnlyList<ImportDateFormat> Formats(bool isNamedAsTime) =>
        [
            .. new[] { yearFirst.Format, dayFirst.Format, IsAlike ? null : monthFirst.Format }
                .Concat(isNamedAsTime ? [serial.Format, seconds.Format, milliseconds.Format] : [])
                .OfType<ImportDateFormat>()
                .Where(format => format.Fits >= Share * cells)
                .OrderByDescending(format => format.Fits),
        ];

    /// <summary>Whether two orders fit alike and mean the same days.</summary>
    private bool IsAlike => differing == 0 && dayFirst.Fits == monthFirst.Fits;

    public int MostFits => Math.Max(yearFirst.Fits, Math.Max(dayFirst.Fits, monthFirst.Fits));

    /// <summary>Whether two orders fit alike, and mean different days.</summary>
    public bool IsAmbiguous => differing > 0 && dayFirst.Fits > 0 && dayFirst.Fits == monthFirst.Fits;

    private sealed class OrderStats(DateOrder order)
    {
        private DateShape first;
        private ClockParts parts;
        private int? misfit;

        public int Fits { get; private set; }

        public ImportDateFormat? Format => Fits == 0 ? null : new(Pattern(), Fits, misfit);

        public void Add(DateShape date, long row)
        {
            // What is separated otherwise is written otherwise.
            var fits =
                (date.Order & order) is not DateOrder.None
                && (Fits == 0 || (date.Separator == first.Separator && date.NamedMonth == first.NamedMonth));
            if (!fits)
            {
                misfit ??= (int)row;
                return;
            }
            if (Fits++ == 0)
                first = date;
            parts |= date.Clock.Parts;
        }

        private string Pattern()
        {
            var month = first.NamedMonth ? "MMM" : "MM";
            var year = first.ShortYear ? "yy" : "yyyy";
            var mark = first.Separator == 0 ? "" : $"{(char)first.Separator}";
            var day = order switch
            {
                DateOrder.YearMonthDay => $"{year}{mark}{month}{mark}dd",
                DateOrder.DayMonthYear => $"dd{mark}{month}{mark}{year}",
                _ => $"{month}{mark}dd{mark}{year}",
            };
            return parts is ClockParts.None ? day : day + Clock();
        }

        private string Clock()
        {
            var hours = parts.HasFlag(ClockParts.HalfDays) ? "hh:mm" : "HH:mm";
            return (parts.HasFlag(ClockParts.Letter) ? "'T'" : " ")
                + hours
                + (parts.HasFlag(ClockParts.Seconds) ? ":ss" : "")
                + (parts.HasFlag(ClockParts.Fraction) ? ".SSS" : "")
                + (parts.HasFlag(ClockParts.HalfDays) ? " a" : "")
                + (parts.HasFlag(ClockParts.Zone) ? "XXX" : "");
        }
    }

    private sealed class NumberStats(string name)
    {
        private int fits;
        private int? misfit;

        public ImportDateFormat? Format => fits == 0 ? null : new(name, fits, misfit);

        public void Add(bool isOne, long row)
        {
            fits += isOne ? 1 : 0;
            if (!isOne)
                misfit ??= (int)row;
        }
    }
}
