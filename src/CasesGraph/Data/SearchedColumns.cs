using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>Which texts a caller may search: a hit in one that is hidden would tell what it says.</summary>
internal static class SearchedColumns
{
    extension(SearchIndex index)
    {
        /// <summary>Null for all.</summary>
        public IReadOnlyList<SearchColumn>? ShownTo(AccessShape access)
        {
            if (!access.HidesFields)
                return null;
            var entity = EntityModel.All.Single(one =>
                string.Equals(one.Type.Name, index.Over, StringComparison.Ordinal)
            );
            var columns = index.Columns.Where(column => access.Shows(entity, column)).ToList();
            return columns.Count == index.Columns.Count ? null : columns;
        }
    }

    extension(AccessShape access)
    {
        /// <summary>Whether a caller may search a text, and be shown what it found there.</summary>
        public bool Shows(EntityModel entity, SearchColumn column) =>
            entity.ValueFields.FirstOrDefault(field =>
                string.Equals(field.Property.Name, column.Source, StringComparison.Ordinal)
            )
                is { } field
                ? access.Shows(field) && !(access.IsContact && column.Part is SearchPart.Internal)
                : !access.IsContact;

        /// <summary>Whether a caller searches an entity with what leads to it; where its rows are hidden nothing is found anyway.</summary>
        public bool Searches(Type entity) =>
            !access.IsContact || EntityRights.Find(entity)?.View is not { } view || access.May(view);
    }
}
