using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>A column whose value is computed from the others as a row comes in.</summary>
internal sealed record ComputedColumn(string Name, string SqlType, NpgsqlDbType Type);

/// <summary>What a kind computes from its rows.</summary>
internal interface IRowFigures
{
    IReadOnlyList<ComputedColumn> Columns { get; }

    /// <summary>The values of the columns, in their order, for one row's clean values.</summary>
    IReadOnlyList<object> Of(object?[] values);
}
