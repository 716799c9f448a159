using System.Globalization;
using Core.Campaigns;

namespace Data.Queries;

/// <summary><see cref="EmailAddress.IsPlausible"/> in SQL.</summary>
public static class AddressSql
{
    /// <param name="address">An SQL expression, not null.</param>
    /// <param name="parameters">Takes the pattern.</param>
    public static string IsPlausible(string address, SqlParameterList parameters) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"(length({address}) <= {EmailAddress.MaximumLength} AND strpos({address}, '@') <= {EmailAddress.MaximumLocalLength + 1} AND {address} ~ {parameters.Add($"^(?:{EmailAddress.Pattern})$")})"
        );
}
