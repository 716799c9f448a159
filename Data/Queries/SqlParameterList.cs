using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>Values of a statement that is put together from parts; each value becomes a parameter, never text.</summary>
public sealed class SqlParameterList
{
    private readonly List<NpgsqlParameter> parameters = [];

    /// <summary>Adds a value and returns its placeholder ("@p3").</summary>
    public string Add(object value)
    {
        var name = "p" + parameters.Count.ToString(CultureInfo.InvariantCulture);
        parameters.Add(new NpgsqlParameter(name, value));
        return "@" + name;
    }

    /// <inheritdoc cref="Add(object)"/>
    public string Add(object value, NpgsqlDbType type)
    {
        var name = "p" + parameters.Count.ToString(CultureInfo.InvariantCulture);
        parameters.Add(new NpgsqlParameter(name, type) { Value = value });
        return "@" + name;
    }

    /// <summary>Hands the values to a command.</summary>
    public void CopyTo(NpgsqlCommand command)
    {
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter.Clone());
        }
    }
}
