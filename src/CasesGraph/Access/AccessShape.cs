namespace CasesGraph.Access;

/// <summary>
/// How far a caller may do each action: all that plans depend on of who asks. There are a few dozen in a deployment,
/// however many callers it has.
/// </summary>
public sealed record AccessShape
{
    private static readonly AccessAction[] Actions = Enum.GetValues<AccessAction>();

    private readonly AccessLevel[] levels;

    private AccessShape(AccessLevel[] levels, bool isAdministrator, bool hasOwn = true, ContactView? contact = null)
    {
        this.levels = levels;
        IsAdministrator = isAdministrator;
        HasOwn = hasOwn;
        Contact = contact;
        Text = isAdministrator
            ? ""
            : contact?.Text + string.Concat(levels.Select(level => level.ToString("D"))) + (hasOwn ? "" : "-");
    }

    /// <summary>Everything, also what no right is declared for.</summary>
    public static AccessShape Administrator { get; } =
        new([.. Actions.Select(_ => AccessLevel.All)], isAdministrator: true);

    public static AccessShape Nothing { get; } = new(new AccessLevel[Actions.Length], isAdministrator: false);

    public bool IsAdministrator { get; }

    /// <summary>
    /// Whether it sees rows that belong to it (<see cref="RightsAttribute.Own"/>) without being allowed to see all of them.
    /// </summary>
    public bool HasOwn { get; }

    /// <summary>What a contact sees by the settings; null for staff, of whom the rest is.</summary>
    public ContactView? Contact { get; }

    public bool IsContact => Contact is not null;

    /// <summary>
    /// Equal for two shapes when, and only when, they allow the same and plans are made alike by them; empty for an
    /// administrator.
    /// </summary>
    public string Text { get; private init; }

    /// <summary>For whom the log is read.</summary>
    internal LogReaders LogReaders { get; private init; }

    /// <summary>Null where plans do not depend on a caller's teams.</summary>
    internal PlannedTeams? Teams { get; private init; }

    /// <summary>The same for plans that do not.</summary>
    internal AccessShape WithoutTeams
    {
        get => field ?? this;
        private init;
    }

    public AccessLevel this[AccessAction action] => levels[(int)action];

    public bool May(AccessAction action) => this[action] is not AccessLevel.None;

    /// <summary>Whether a contact may do something with fewer cases than they see: with their own.</summary>
    public bool IsNarrower(AccessAction action) => IsContact && this[action] < this[AccessAction.CaseView];

    /// <summary>Whether a contact may do less with the cases of others that they see than with their own.</summary>
    public bool WritesLessToOthers => IsNarrower(AccessAction.CaseEdit) || IsNarrower(AccessAction.CaseReply);

    /// <summary>Of several grants of one action the widest holds.</summary>
    public static AccessShape Of(IEnumerable<(AccessAction Action, AccessLevel Level)> grants) =>
        Of(grants, contact: null);

    /// <summary>Of a contact, for whom levels are counted from them and their account.</summary>
    public static AccessShape OfContact(
        ContactView view,
        IEnumerable<(AccessAction Action, AccessLevel Level)> grants
    ) => Of(grants, view);

    private static AccessShape Of(IEnumerable<(AccessAction Action, AccessLevel Level)> grants, ContactView? contact)
    {
        var widest = new AccessLevel[Actions.Length];
        foreach (var (action, level) in grants)
        {
            if (level > widest[(int)action])
                widest[(int)action] = level;
        }
        return new AccessShape(widest, isAdministrator: false, contact: contact);
    }

    /// <summary>What two allow together.</summary>
    public AccessShape Or(AccessShape other) =>
        IsAdministrator || other.IsAdministrator
            ? Administrator
            : new([.. levels.Zip(other.levels, (one, two) => one > two ? one : two)], isAdministrator: false);

    /// <summary>What each of two allows: of two levels the narrower one.</summary>
    public AccessShape And(AccessShape other)
    {
        if (IsAdministrator)
            return other;
        return other.IsAdministrator
            ? this
            : new(
                [.. levels.Zip(other.levels, (one, two) => one < two ? one : two)],
                isAdministrator: false,
                HasOwn && other.HasOwn,
                Contact ?? other.Contact
            );
    }

    /// <summary>The same without what belongs to whoever it is.</summary>
    public AccessShape WithoutOwn() =>
        IsAdministrator || !HasOwn ? this : new(levels, isAdministrator: false, hasOwn: false, Contact);

    /// <summary>The same for plans that depend on a caller's teams.</summary>
    internal AccessShape With(PlannedTeams teams) =>
        this with
        {
            Teams = teams,
            Text = Text + teams,
            WithoutTeams = this,
        };

    /// <summary>The same for plans that read the log for many callers at once.</summary>
    internal AccessShape With(LogReaders readers)
    {
        var shape = readers is LogReaders.Leavers ? Only(Actions.Except([AccessAction.CaseView])) : this;
        return shape with { LogReaders = readers, Text = $"{shape.Text} {readers}" };
    }

    /// <summary>The same, where what an action does not reach is not seen.</summary>
    public AccessShape Within(AccessAction view, AccessAction action)
    {
        if (IsAdministrator || this[action] >= this[view])
            return this;
        var narrowed = levels.ToArray();
        narrowed[(int)view] = this[action];
        return new(narrowed, isAdministrator: false, HasOwn, Contact);
    }

    /// <summary>What of it is left when these alone are allowed.</summary>
    public AccessShape Only(IEnumerable<AccessAction> actions)
    {
        var kept = actions.ToHashSet();
        return new(
            [.. Actions.Select(action => kept.Contains(action) ? this[action] : AccessLevel.None)],
            isAdministrator: false,
            HasOwn,
            Contact
        );
    }

    /// <summary>Whether it allows all that another does.</summary>
    public bool Covers(AccessShape other) =>
        IsAdministrator
        || (!other.IsAdministrator && Array.TrueForAll(Actions, action => this[action] >= other[action]));

    public bool Equals(AccessShape? other) => string.Equals(Text, other?.Text, StringComparison.Ordinal);

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    public override string ToString() =>
        IsAdministrator
            ? nameof(Administrator)
            : string.Join(' ', Actions.Where(May).Select(action => $"{action}:{this[action]}"));
}
