using Core.Segments;

namespace Data.Queries;

/// <summary>
/// One rule as one statement: what the rule looks at, each table read once however often the rule names it, joined by customer, and one
/// condition over the rows. Unknown counts as false.
/// </summary>
/// <remarks>
/// Where the rule can only fit customers of one of those tables, and asks for no column of <c>customers</c> itself, it begins with that
/// table instead of all customers. No table that is joined here holds a customer who is not in <c>customers</c>: whatever deletes
/// customers deletes them there, too.
/// </remarks>
internal sealed class SegmentRuleQuery(SqlParameterList parameters, SegmentReferences references)
{
    // A segment of segments of segments: each is written out where it is named.
    private const int MaxDepth = 16;

    private readonly Dictionary<string, Table> tables = [];
    private bool asksCustomers;

    private sealed record Table(string Alias, string Source, string Only, Cost Cost)
    {
        public bool Required { get; set; }
    }

    /// <summary>What it takes to begin with a table, cheapest first.</summary>
    internal enum Cost
    {
        Behaviour,
        Members,
        Everybody,
    }

    public SqlParameterList Parameters => parameters;

    /// <summary>Compiles the rule; to be called once.</summary>
    public string Compile(SegmentCondition condition) => Compile(condition, true, 0);

    /// <summary>Whether the condition looks at customers' own columns only.</summary>
    public bool IsPlain => tables.Count == 0;

    /// <summary>A column of <c>customers</c>.</summary>
    public string Column(string name)
    {
        asksCustomers = true;
        return "c." + name;
    }

    /// <summary>The alias under which a table's row for the customer stands; all its columns are null where there is none.</summary>
    /// <param name="what">Tells tables apart; the same text joins once.</param>
    /// <param name="source">A table or a subquery in brackets, with a unique customer_id.</param>
    /// <param name="only">A condition on its rows, given the alias; empty for none.</param>
    /// <param name="cost">Of beginning with it.</param>
    /// <param name="required">Whether the rule fits only customers who have a row there.</param>
    public string Join(string what, Func<string> source, Func<string, string> only, Cost cost, bool required)
    {
        if (!tables.TryGetValue(what, out var table))
        {
            var alias = $"j{tables.Count}";
            tables[what] = table = new Table(alias, source(), only(alias), cost);
        }
        table.Required |= required;
        return table.Alias;
    }

    /// <summary>The alias of the customer's features.</summary>
    public string Features(bool required) => Join("features", () => "customer_features", _ => "", Cost.Everybody, required);

    /// <summary>What follows SELECT columns; <paramref name="key"/> is the column that holds the customer.</summary>
    public string From(string where, out string key)
    {
        var first = asksCustomers ? null : tables.Values.Where(t => t.Required).MinBy(t => t.Cost);
        var customer = first?.Alias ?? "c";
        key = customer + ".customer_id";
        var joins = tables
            .Values.Where(t => t != first)
            .Select(t =>
                $" {(t.Required ? "" : "LEFT ")}JOIN {t.Source} {t.Alias} ON {t.Alias}.customer_id = {customer}.customer_id{And(t.Only)}"
            );
        return $"FROM {(first is null ? "customers c" : $"{first.Source} {first.Alias}")}{string.Concat(joins)} WHERE {where}{And(first?.Only)}";
    }

    private static string And(string? condition) => string.IsNullOrEmpty(condition) ? "" : " AND " + condition;

    // And and or are monotone, so an unknown part may stay unknown until the whole is decided; only under a not it must become false.
    private string Compile(SegmentCondition condition, bool required, int depth) =>
        condition switch
        {
            SegmentCondition.All all => List(all.Parts, " AND ", "true", required, depth),
            SegmentCondition.Any any => List(any.Parts, " OR ", "false", required && any.Parts.Count == 1, depth),
            SegmentCondition.Not not => $"(NOT COALESCE({Compile(not.Part, false, depth)}, false))",
            SegmentCondition.Field field => SegmentFieldSql.Compile(field, this, required),
            SegmentCondition.Did did => SegmentBehaviourSql.Compile(did, this, required),
            SegmentCondition.MemberOf member => MemberOf(member.SegmentId, required, depth + 1),
            _ => throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}."),
        };

    private string List(IReadOnlyList<SegmentCondition> parts, string with, string empty, bool required, int depth) =>
        parts.Count == 0 ? empty : "(" + string.Join(with, parts.Select(p => Compile(p, required, depth))) + ")";

    private string MemberOf(long id, bool required, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException($"Segments are named within segments more than {MaxDepth} deep.");
        }
        var (row, rule) = references[id];
        if (rule is not null)
        {
            return Compile(rule, required, depth);
        }
        var alias = row.Kind switch
        {
            "list" => Join($"list {id}", () => "segment_members", a => $"{a}.segment_id = {parameters.Add(id)}", Cost.Members, required),
            "cluster" => Join(
                $"cluster {id}",
                () => "segmentation_assignments",
                a =>
                    $"{a}.segmentation_id = {parameters.Add(row.SegmentationId!.Value)} AND {a}.cluster = {parameters.Add(row.Cluster!.Value)}",
                Cost.Members,
                required
            ),
            _ => throw new InvalidOperationException($"Segment {id} is of the unknown kind '{row.Kind}'."),
        };
        return $"({alias}.customer_id IS NOT NULL)";
    }
}
