using Core.Customers;

namespace Core.Cleaning;

/// <summary>A clean line of an order. Time is UTC.</summary>
public readonly record struct OrderLine(
    long RowNumber,
    string CustomerId,
    string OrderId,
    DateTime OrderedAt,
    string? ProductId,
    string? Description,
    double Quantity,
    Money UnitPrice,
    Money Amount,
    string? Country,
    bool IsCancellation = false
);
