using System.Globalization;
using Core.Cleaning;
using Microsoft.AspNetCore.Components;

namespace App.Features.Import;

/// <summary>The rules that a person may choose for a file of one kind.</summary>
public sealed partial class ImportRules
{
    [Parameter, EditorRequired]
    public ImportPreview Preview { get; set; } = null!;

    [Parameter, EditorRequired]
    public CleaningOptions Options { get; set; } = null!;

    [Parameter]
    public EventCallback<CleaningOptions> OptionsChanged { get; set; }

    private ImportKind? Kind => Preview.Kind is null ? null : ImportKind.Find(Preview.Kind);

    // What stands in the way is often mended here.
    private bool Open => Preview.Problems.Count > 0;

    private string KeyHelp =>
        "Key columns of this kind: " + string.Join(", ", Kind!.Columns.Where(c => c.IsKey).Select(c => c.Label)) + ".";

    private List<(string Name, string Label)> Numbers =>
        [
            .. Preview
                .Types.Where(t => t.Value is "number" or "money")
                .Select(t => Preview.Mapping.TryGetValue(t.Key, out var column) ? (column, Kind!.Column(column)!.Label) : (t.Key, t.Key)),
        ];

    private List<ImportColumn> Absent =>
        [
            .. Kind!.Columns.Where(c =>
                c.Type is ColumnType.Text or ColumnType.Category && c.Name != "text" && !Preview.Mapping.Values.Contains(c.Name)
            ),
        ];

    private static RuleAction Act(ChangeEventArgs change) => change.Value is true ? RuleAction.Drop : RuleAction.Keep;

    private Task Set(CleaningOptions options) => OptionsChanged.InvokeAsync(options);

    private Task SetDateOrder(ChangeEventArgs change) =>
        Set(Options with { DateOrder = Enum.TryParse<DateOrder>(change.Value as string, out var order) ? order : null });

    private Task SetShare(ChangeEventArgs change) =>
        double.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var percent)
            ? Set(Options with { KeyShare = Math.Clamp(percent, 0, 100) / 100 })
            : Task.CompletedTask;

    private Task SetFar(string column, string? action)
    {
        Dictionary<string, OutlierAction> outliers = new(Options.Outliers);
        if (Enum.TryParse<OutlierAction>(action, out var chosen) && chosen != OutlierAction.Keep)
        {
            outliers[column] = chosen;
        }
        else
        {
            outliers.Remove(column);
        }
        return Set(Options with { Outliers = outliers });
    }

    private Task SetConstant(string column, string? value)
    {
        Dictionary<string, string> constants = new(Options.Constants);
        if (string.IsNullOrWhiteSpace(value))
        {
            constants.Remove(column);
        }
        else
        {
            constants[column] = value.Trim();
        }
        return Set(Options with { Constants = constants });
    }
}
