using Core.Campaigns;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace App.Features.Campaigns;

/// <summary>Writes one version of the message, with what is wrong and how it looks beside it at every key.</summary>
public sealed partial class MessageEditor(IJSRuntime js) : IAsyncDisposable
{
    private static readonly string[] Frequent = ["first_name", "name", "country", "frequency", "monetary", "last_order_date"];
    private ElementReference subjectBox;
    private ElementReference htmlBox;
    private IJSObjectReference? module;
    private bool inSubject;

    [Parameter, EditorRequired]
    public VariantForm Variant { get; set; } = new();

    [Parameter, EditorRequired]
    public string Letter { get; set; } = "A";

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, string> MergeValues { get; set; } = new Dictionary<string, string>();

    /// <summary>As whom the preview is seen; null shows the fallbacks.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Customer { get; set; }

    /// <summary>Null when this version can't be removed.</summary>
    [Parameter]
    public Action? OnRemove { get; set; }

    private string Low => Letter.ToLowerInvariant();

    private MessagePreview Shown => PreviewMessage.Show(Variant.Draft, MergeValues, Customer);

    private static IEnumerable<KeyValuePair<string, string>> Buttons => MergeFields.Customer.Where(f => Frequent.Contains(f.Key));

    private IEnumerable<KeyValuePair<string, string>> More =>
        MergeFields
            .Customer.Where(f => !Frequent.Contains(f.Key))
            .Concat(MergeValues.Keys.Select(k => KeyValuePair.Create(k, k.Replace('_', ' '))))
            .Append(KeyValuePair.Create(MergeFields.UnsubscribeUrl, "Link to unsubscribe"));

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its script with it.
        }
    }

    private string Ids(string part) => $"variant-{Low}-{part}";

    private async Task InsertAsync(string? field)
    {
        if (string.IsNullOrEmpty(field))
        {
            return;
        }
        module ??= await js.InvokeAsync<IJSObjectReference>("import", "./Features/Campaigns/MessageEditor.razor.js");
        await module.InvokeVoidAsync("insert", inSubject ? subjectBox : htmlBox, $"{{{{{field}}}}}");
    }
}
