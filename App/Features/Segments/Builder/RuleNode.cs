namespace App.Features.Segments.Builder;

/// <summary>A part of a rule while it is being edited.</summary>
public abstract class RuleNode
{
    /// <summary>The part must not hold.</summary>
    public bool Negated { get; set; }
}

/// <summary>Parts of which all or any must hold.</summary>
public sealed class RuleGroup : RuleNode
{
    public bool MatchAll { get; set; } = true;

    public List<RuleNode> Parts { get; init; } = [];
}

/// <summary>A field compared with values, as they stand in the form's boxes.</summary>
public sealed class FieldPart : RuleNode
{
    public string Field { get; set; } = "";
    public string Operator { get; set; } = ">=";

    /// <summary>One value, or two for between.</summary>
    public string[] Values { get; set; } = ["", ""];
}

/// <summary>How often something was done.</summary>
public sealed class BehaviourPart : RuleNode
{
    public string What { get; set; } = "order";
    public string? Event { get; set; }
    public string Operator { get; set; } = ">=";
    public string Times { get; set; } = "1";
    public string Days { get; set; } = "";
    public string Product { get; set; } = "";
    public string Campaign { get; set; } = "";
}

/// <summary>Is in another segment.</summary>
public sealed class SegmentPart : RuleNode
{
    public long SegmentId { get; set; }
}
