using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Teams;

namespace CasesGraph.Editing;

/// <summary>The team of a case that is created without one.</summary>
internal static class TeamOfNewCase
{
    private static readonly ValueField Field = EntityModel
        .Of<Case>()
        .ValueFields.Single(field => field.Property.Name is nameof(Case.TeamId));

    extension(EntityValues<Case> values)
    {
        /// <summary>The values with the caller's team where they have none.</summary>
        public EntityValues<Case> WithTeam(Call call)
        {
            if (values[nameof(Case.TeamId)] is not null)
                return values;
            var team = call.Caller.TeamForNew;
            var all = values.Given.ToDictionary();
            // Who is no user has no team of its own.
            all[Field] = team == 0 ? Team.FirstId : team;
            // In the order of the entity's fields, as inputs are read.
            return new(
                EntityModel.Of<Case>().ValueFields.Where(all.ContainsKey).ToDictionary(one => one, one => all[one])
            );
        }

        /// <summary>The values but one.</summary>
        public EntityValues<Case> Without(string property) =>
            new(
                values
                    .Given.Where(one => !string.Equals(one.Key.Property.Name, property, StringComparison.Ordinal))
                    .ToDictionary()
            );
    }
}
