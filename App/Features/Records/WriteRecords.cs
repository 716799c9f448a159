using System.Text.Json;
using Core.Cleaning;
using Data.Bulk;
using Data.Queries;
using Data.Sources;
using Npgsql;

namespace App.Features.Records;

/// <summary>What became of the rows of a request.</summary>
public sealed record WrittenRecords(long Received, long Inserted, long Updated, long Unchanged);

/// <summary>Rows that can't be taken: field → messages. Nothing was written.</summary>
public sealed class InvalidRecordsException(Dictionary<string, string[]> errors) : Exception("Nothing was written.")
{
    public IDictionary<string, string[]> Errors => errors;
}

/// <summary>
/// Writes rows that came as JSON through the same rules and the same merge as a file, all of them or none.
/// </summary>
public sealed class WriteRecords(NpgsqlDataSource database)
{
    public const int MostRows = 10_000;
    private const int MostErrors = 100;

    /// <param name="kind">Any kind but orders.</param>
    /// <param name="body">An object or an array of objects; the names of the columns in snake_case or camelCase, further ones as attributes.</param>
    /// <param name="cancellation">Stops it before anything is written.</param>
    /// <exception cref="InvalidRecordsException">A row can't be taken; each is named.</exception>
    public async Task<WrittenRecords> RunAsync(ImportKind kind, JsonElement body, CancellationToken cancellation = default)
    {
        JsonElement[] rows =
            body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray()]
            : body.ValueKind == JsonValueKind.Object ? [body]
            : throw Invalid("", $"The body must be an object or an array of objects. Got {body.ValueKind} instead.");
        if (rows.Length is 0 or > MostRows)
        {
            throw Invalid("", $"The body must hold 1 to {MostRows} rows. Got {rows.Length} instead.");
        }
        List<string> headers = [];
        Dictionary<string, string> mapping = [];
        Dictionary<string, string[]> errors = [];
        var fields = rows.Select((row, i) => Flatten(kind, row, i, headers, mapping, errors)).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidRecordsException(errors);
        }
        var texts = fields.Select(f => (IReadOnlyList<string>)[.. headers.Select(h => f.GetValueOrDefault(h, ""))]).ToList();
        var plan = PlanFor(kind, headers, texts, mapping);
        Check(kind, headers, texts, plan, errors, single: body.ValueKind == JsonValueKind.Object);
        if (errors.Count > 0)
        {
            throw new InvalidRecordsException(errors);
        }
        using MemoryTable table = new(headers, texts);
        var result = await ImportRun.RunAsync(database, null, table, plan, null, cancellation);
        return new WrittenRecords(result.RowsRead, result.Merged.Inserted, result.Merged.Updated, result.Merged.Unchanged);
    }

    private static ImportPlan PlanFor(
        ImportKind kind,
        List<string> headers,
        List<IReadOnlyList<string>> texts,
        Dictionary<string, string> mapping
    )
    {
        try
        {
            using MemoryTable sample = new(headers, texts);
            // Each column is told by its name; nothing is guessed from a synonym.
            foreach (var header in headers)
            {
                mapping.TryAdd(header, "");
            }
            return ImportPlan.For(sample, kind.Key, mapping, new CleaningOptions { KeyShare = 0, DateOrder = DateOrder.YearMonthDay });
        }
        catch (ImportFileException exception)
        {
            throw Invalid("", exception.Message);
        }
    }

    private static void Check(
        ImportKind kind,
        List<string> headers,
        List<IReadOnlyList<string>> texts,
        ImportPlan plan,
        Dictionary<string, string[]> errors,
        bool single
    )
    {
        var rules = new RecordRules(kind, new FileColumns(headers, plan.Mapping, hasHeader: false), plan.Options, plan.Readings);
        var values = new object?[kind.Columns.Count];
        List<ImportIssue> issues = [];
        for (var i = 0; i < texts.Count && errors.Count < MostErrors; i++)
        {
            issues.Clear();
            rules.TryRead(i + 1, texts[i], issues, values);
            // What a file's row would come in without, a caller should hear about.
            foreach (var issue in issues.Where(x => x.Outcome != IssueOutcome.Noted && x.Rule != CleaningRule.TextNormalised))
            {
                var field =
                    issue.Column.Length == 0 ? "" : RecordList.Camel(plan.Mapping.ByHeader.GetValueOrDefault(issue.Column, issue.Column));
                var reason = issue.Reason.Replace("Left empty: ", "", StringComparison.Ordinal);
                errors[single ? field : $"[{i}].{field}".TrimEnd('.')] = [$"{reason} Got '{issue.Value}' instead."];
            }
        }
    }

    private static Dictionary<string, string> Flatten(
        ImportKind kind,
        JsonElement row,
        int index,
        List<string> headers,
        Dictionary<string, string> mapping,
        Dictionary<string, string[]> errors
    )
    {
        Dictionary<string, string> fields = [];
        if (row.ValueKind != JsonValueKind.Object)
        {
            errors[$"[{index}]"] = [$"Each row must be an object. Got {row.ValueKind} instead."];
            return fields;
        }
        foreach (var property in row.EnumerateObject())
        {
            var column = kind.Columns.FirstOrDefault(c => Bare(c.Name) == Bare(property.Name));
            column ??= property.NameEquals("externalId") ? kind.Columns[0] : null;
            if (property.NameEquals("attributes") && kind.KeepsOtherColumns && property.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var attribute in property.Value.EnumerateObject())
                {
                    Add(attribute.Name, attribute.Value);
                }
            }
            else if (column is not null)
            {
                Add(column.Name, property.Value);
                mapping[column.Name] = column.Name;
            }
            else if (kind.KeepsOtherColumns)
            {
                Add(property.Name, property.Value);
            }
            else
            {
                errors[$"[{index}].{property.Name}"] =
                [
                    $"'{property.Name}' is not a field of {kind.Key}. Allowed: {string.Join(", ", kind.Columns.Select(c => RecordList.Camel(c.Name)))}.",
                ];
            }
        }
        return fields;

        void Add(string name, JsonElement value)
        {
            if (!fields.ContainsKey(name) && !headers.Contains(name))
            {
                headers.Add(name);
            }
            fields[name] = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Null => "",
                _ => value.GetRawText(),
            };
        }
    }

    private static string Bare(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static InvalidRecordsException Invalid(string field, string message) => new(new() { [field] = [message] });
}
