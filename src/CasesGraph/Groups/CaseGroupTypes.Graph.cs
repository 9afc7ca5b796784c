using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Groups;

internal static class CaseGroupTypes
{
    public const string Page = "CaseGroups";
    public const string Group = "CaseGroup";
    public const string Key = "CaseGroupKey";
    public const string Stats = "DurationStats";

    public static void Ensure(TypeRegistry types)
    {
        types.Ensure(Page, MakePage);
        types.Ensure(Group, MakeGroup);
        types.Ensure(Key, MakeKey);
        types.Ensure(Stats, MakeStats);
        types.Ensure(typeof(CaseGroupField));
        types.Ensure(typeof(GroupOrder));
        foreach (var target in CaseGroupField.Targets)
            types.Ensure(EntityModel.Of(target));
    }

    private static ObjectGraphType MakePage()
    {
        var made = new ObjectGraphType { Name = Page, Description = "The first groups in an order." };
        made.AddField("groups", $"[{Group}!]!", "At most as many as 'first' says.");
        made.AddField(
            "totalGroups",
            "Int!",
            "How many groups there are, with those that 'fillGaps' adds and those beyond 'first'."
        );
        made.AddField("truncated", "Boolean!", "Whether there are more groups than 'first' allows.");
        return made;
    }

    private static ObjectGraphType MakeGroup()
    {
        var made = new ObjectGraphType
        {
            Name = Group,
            Description = "Cases that have the same value in each dimension.",
        };
        made.AddField("keys", $"[{Key}!]!", "The value in each dimension, in the order asked for.");
        made.AddField("count", "Int!", "How many cases the group has; 0 only with fillGaps.");
        foreach (var measure in GroupMeasure.All)
            made.AddField(measure.Name, $"{Stats}!", measure.Description);
        return made;
    }

    private static ObjectGraphType MakeStats()
    {
        var made = new ObjectGraphType
        {
            Name = Stats,
            Description = "How long something takes in the cases of a group, in whole seconds.",
        };
        made.AddField("count", "Int!", "How many of the cases have it.");
        made.AddField("average", "Duration", "The mean; null without cases.");
        made.AddField("median", "Duration", "What half of them do not exceed; null without cases.");
        made.AddField("p90", "Duration", "What nine in ten of them do not exceed; null without cases.");
        return made;
    }

    private static ObjectGraphType MakeKey()
    {
        var made = new ObjectGraphType { Name = Key, Description = "A group's value in one dimension." };
        made.AddField("field", $"{nameof(CaseGroupField)}!", "What was counted by, as it was asked for.");
        made.AddField(
            "value",
            "Any",
            "The value as a filter takes it: an enum's name, an id, the instant at which the interval began; null for cases without one."
        );
        made.AddField(
            "text",
            "String",
            "The value as people read it: a label, a name, 2026-11-25 14:00 (2026-10-25 02:00 +01:00 for an hour that a clock change repeats), 2026-11-25, 2026-W48, 2026-11, 2026-Q4 or 2026."
        );
        made.AddField(
            "object",
            "Node",
            "The account, user, contact, tag or status of one's own that the value is the id of."
        );
        return made;
    }
}
