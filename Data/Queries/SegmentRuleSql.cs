using Core.Segments;

namespace Data.Queries;

/// <summary>
/// Compiles a segment's rule to SQL. Field names are looked up in a fixed list or bound as parameters, and values are always
/// parameters: nothing that a person wrote becomes SQL text. The same compilation serves count, list, export and sending.
/// </summary>
public static class SegmentRuleSql
{
    /// <summary>A condition over a customers row with alias <c>c</c>.</summary>
    /// <param name="condition">The rule.</param>
    /// <param name="parameters">Where its values go.</param>
    /// <param name="references">The segments that it names.</param>
    /// <exception cref="FormatException">The rule names an unknown field or segment, or a value does not fit its field.</exception>
    public static string Compile(SegmentCondition condition, SqlParameterList parameters, SegmentReferences? references = null)
    {
        SegmentRuleQuery query = new(parameters, references ?? SegmentReferences.None);
        var where = query.Compile(condition);
        if (query.IsPlain)
        {
            return where;
        }
        var from = query.From(where, out var key);
        return $"(c.customer_id IN (SELECT {key} {from}))";
    }

    /// <summary>How many customers a rule fits, as one statement.</summary>
    /// <inheritdoc cref="Compile" path="/exception"/>
    internal static string Count(SegmentCondition condition, SqlParameterList parameters, SegmentReferences references)
    {
        SegmentRuleQuery query = new(parameters, references);
        return "SELECT count(*) " + query.From(query.Compile(condition), out _);
    }

    /// <summary>How many customers a rule fits and their revenue (whole units of money, numeric), as one statement.</summary>
    /// <inheritdoc cref="Compile" path="/exception"/>
    internal static string Weigh(SegmentCondition condition, SqlParameterList parameters, SegmentReferences references)
    {
        SegmentRuleQuery query = new(parameters, references);
        var where = query.Compile(condition);
        var features = query.Features(required: false);
        return $"SELECT count(*), COALESCE(sum({features}.monetary), 0)::numeric " + query.From(where, out _);
    }
}
