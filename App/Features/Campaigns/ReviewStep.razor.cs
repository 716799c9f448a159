using App.Shell;
using Microsoft.AspNetCore.Components;

namespace App.Features.Campaigns;

/// <summary>Shows what a launch would do, and launches.</summary>
public sealed partial class ReviewStep(PreflightCampaign check, LaunchCampaign launch, SendTest test, NavigationManager navigation)
{
    private readonly OneAtATime work = new();
    private Preflight? preflight;
    private IReadOnlyList<string> problems = [];
    private string testTo = "";
    private string testAnswer = "";
    private int testVariant;

    [Parameter, EditorRequired]
    public long CampaignId { get; set; }

    [Parameter, EditorRequired]
    public CampaignForm Form { get; set; } = new();

    [Parameter]
    public EventCallback<int> OnStep { get; set; }

    public static string LaunchWords(long people) =>
        people == 0 ? "Nobody to launch to" : $"Launch to {Format.Count(people, "person", "people")}";

    protected override Task OnInitializedAsync() => CheckAsync();

    // "variants[1].html" is for programs; a person reads "Version B, message".
    private string FieldWords(string field)
    {
        var open = field.IndexOf('[', StringComparison.Ordinal);
        if (open < 0 || !int.TryParse(field.AsSpan(open + 1, 1), out var place) || place >= Form.Variants.Count)
        {
            return field switch
            {
                "includeSegments" or "excludeSegments" => "Audience",
                "mergeValues" => "Values for the texts",
                "fromAddress" => "Sender's address",
                "ratePerMinute" => "Pace",
                _ => char.ToUpperInvariant(field[0]) + field[1..],
            };
        }
        var part = field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return $"Version {Form.Variants[place].Name}, {(part == "html" ? "message" : part)}";
    }

    private async Task CheckAsync()
    {
        var outcome = await check.RunAsync(CampaignId, navigation.BaseUri);
        if (outcome.Value is null)
        {
            // Launched meanwhile, perhaps in another window: its page shows how it goes.
            navigation.NavigateTo($"campaigns/{CampaignId}");
            return;
        }
        preflight = outcome.Value;
    }

    private Task LaunchAsync() =>
        work.RunAsync(async () =>
        {
            var outcome = await launch.RunAsync(CampaignId, preflight!.Funnel.WillBeSent, navigation.BaseUri);
            if (outcome.IsDone)
            {
                navigation.NavigateTo($"campaigns/{CampaignId}");
                return;
            }
            problems = outcome.Problems;
            await CheckAsync();
        });

    private Task TestAsync() =>
        work.RunAsync(async () =>
        {
            var outcome = await test.RunAsync(CampaignId, new TestRequest(testTo.Trim(), testVariant));
            testAnswer = outcome.Value is { } sent
                ? sent.InOutbox
                    ? $"The test to {sent.To} lies in the outbox."
                    : $"The test was sent to {sent.To}."
                : string.Join(" ", outcome.Problems);
        });
}
