using System.ComponentModel.DataAnnotations;
using System.Reflection;
using CasesGraph.Model;

namespace CasesGraph.Query;

internal sealed class PriceReader
{
    private const int OneLine = 255;
    private readonly List<Price> below = [];
    private double row;

    private PriceReader(double row) => this.row = row;

    /// <summary>Of an object that is read by its key.</summary>
    public static Price Of(Selection selection)
    {
        var reader = new PriceReader(CostWeights.ById);
        reader.Add(selection, "");
        return new Price("", new LevelPrice(0, 0, reader.row), RowsAParent: 1, List: null, reader.below);
    }

    /// <summary>Of a list at the root.</summary>
    public static Price Of(ListSelection list) => Of(list, path: "", isRoot: true);

    /// <summary>What a condition and a search cost, wherever they stand.</summary>
    public static double Of(Filter? where, SearchArgument? search) =>
        (search?.Terms.Count ?? 0) * CostWeights.SearchTerm + (where is null ? 0 : Of(where));

    private static double Of(Filter where) =>
        where switch
        {
            AllOf(var parts) => parts.Sum(Of),
            AnyOf(var parts) => parts.Sum(Of),
            Related(_, var related) => Of(related),
            SomeOf some => CostWeights.ToMany + Of(some.Filter),
            SaidTwice(var exact, _, _) => Of(exact),
            Comparison { Operator: >= ComparisonOperator.Contains } => CostWeights.TextComparison,
            _ => 0,
        };

    public static Price Of(ListSelection list, string path, bool isRoot)
    {
        var reader = new PriceReader(list.ReadsRows ? CostWeights.Row : 0);
        foreach (var part in list.Parts)
        {
            if (part is NodesPart(var key, var nodes))
                reader.Add(nodes, key);
            else if (part is EdgesPart(var edges, var fields))
            {
                foreach (var field in fields.OfType<SelectedNode>())
                    reader.Add(field.Selection, Price.Join(edges, field.Key));
                reader.row += fields.OfType<SelectedExcerpt>().Count() * CostWeights.Excerpt;
            }
        }
        var start = isRoot ? CostWeights.List : 0;
        var counted = list.Counts || list.Estimates ? CostWeights.TotalCount : 0;
        return new Price(
            path,
            new LevelPrice(start + counted, isRoot ? 0 : CostWeights.Parent, reader.row),
            RowsAParent: 0,
            list.Index,
            reader.below
        );
    }

    public static Price OfItems(Selection selection, string path)
    {
        var reader = new PriceReader(CostWeights.Row);
        reader.Add(selection, "");
        return new Price(
            path,
            new LevelPrice(0, CostWeights.Parent, reader.row),
            CostWeights.RowsWithoutPages,
            List: null,
            reader.below
        );
    }

    private static Price OneOf(SelectedOneOf selected, string path) =>
        new(path, new LevelPrice(0, 0, 0), RowsAParent: 1, List: null, [.. selected.Members.Select(Of)])
        {
            IsOneOf = true,
        };

    private static bool IsLong(EntityModel entity, string column) =>
        entity.Type.GetProperty(column)!.GetCustomAttribute<MaxLengthAttribute>() is { Length: > OneLine };

    /// <summary>What parts of a record hold the ids of, each as one of the dearest of the entities that it can be.</summary>
    private void AddObjects(IReadOnlyList<SelectedPart> parts, string path)
    {
        foreach (var part in parts)
        {
            var at = Price.Join(path, part.Key);
            AddObjects(part.Parts, at);
            if (part.Objects is { } objects)
                below.Add(
                    new(at, new(0, 0, 0), CostWeights.RowsWithoutPages, List: null, [.. objects.Select(Of)])
                    {
                        IsOneOf = true,
                    }
                );
        }
    }

    private void Add(Selection selection, string path)
    {
        foreach (var field in selection.Fields)
            Add(field, selection.Entity, Price.Join(path, field.Key));
    }

    private void Add(SelectedField field, EntityModel entity, string path)
    {
        switch (field)
        {
            case SelectedScalar { Field: { Declared.LongText: true } or { MaxLength: > OneLine } }:
                row += CostWeights.LongText;
                break;
            case SelectedReference reference:
                row += CostWeights.Joined;
                Add(reference.Selection, path);
                break;
            case SelectedUnion union:
                foreach (var member in union.Members)
                {
                    row += CostWeights.Joined;
                    Add(member, path);
                }
                break;
            case SelectedOneOf oneOf:
                below.Add(OneOf(oneOf, path));
                break;
            case SelectedDerived { Parts.Count: > 0 }:
                row += CostWeights.Parent + (CostWeights.RowsWithoutPages * CostWeights.Row);
                AddObjects(((SelectedDerived)field).Parts, path);
                break;
            case SelectedDerived { Field.Columns: var columns } when columns.Any(column => IsLong(entity, column)):
                row += CostWeights.LongText;
                break;
            case SelectedItems items:
                below.Add(OfItems(items.Selection, path));
                break;
            case SelectedConnection(_, _, var list):
                below.Add(Of(list, path, isRoot: false));
                break;
            case SelectedCount(_, _, var counted):
                below.Add(Of(counted, path, isRoot: false));
                break;
        }
    }
}
