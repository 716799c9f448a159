using App.Shell;
using Data.Queries;
using Data.Tables;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace App.Features.Campaigns;

/// <summary>Puts a campaign together in five steps. Every turn of a page saves the draft, so nothing is lost and the address leads back.</summary>
public sealed partial class CampaignEditPage(
    CampaignStore campaigns,
    SegmentList segmentList,
    SaveCampaign save,
    DeleteCampaign delete,
    NavigationManager navigation,
    DialogService dialogs
)
{
    private static readonly string[] StepNames = ["Audience", "Goal and name", "Messages", "Split and holdout", "Review"];

    private static readonly string[] StepSentences =
    [
        "Who should get the mail?",
        "What should people do, and what is the campaign called?",
        "Write two versions of the message. Each person gets one of them, by chance.",
        "How many get which version, and how many get nothing, for comparison?",
        "Look everything over. Nothing is sent before you launch.",
    ];

    private readonly OneAtATime work = new();
    private CampaignForm? form;
    private long? loaded;
    private IReadOnlyList<SegmentSummary> segments = [];
    private IReadOnlyList<string> problems = [];
    private string? missing;
    private string saved = "";

    [Parameter]
    public long? Id { get; set; }

    /// <summary>1 to 5.</summary>
    [SupplyParameterFromQuery]
    public int Step { get; set; }

    /// <summary>A segment that is chosen from the start, for links from other pages.</summary>
    [SupplyParameterFromQuery]
    public long? Segment { get; set; }

    // What is not saved yet can't be reviewed: a new campaign begins with its audience.
    private int Current => Id is null ? 1 : Math.Clamp(Step, 1, CampaignForm.LastStep);

    private string StepSentence => StepSentences[Current - 1];

    protected override async Task OnParametersSetAsync()
    {
        if (form is not null && loaded == Id)
        {
            return;
        }
        segments = await segmentList.AllAsync();
        if (Id is not { } id)
        {
            form = new CampaignForm();
            if (Segment is { } chosen && segments.Any(s => s.Id == chosen))
            {
                form.Choose(chosen, include: true, chosen: true);
            }
            return;
        }
        try
        {
            var row = await campaigns.RowAsync(id);
            if (row.State != CampaignState.Draft)
            {
                navigation.NavigateTo($"campaigns/{id}", replace: true);
                return;
            }
            form = CampaignForm.Of(row);
            loaded = id;
        }
        catch (KeyNotFoundException e)
        {
            missing = e.Message;
        }
    }

    private Task GoAsync(int step) => work.RunAsync(() => SaveAndGoAsync(step));

    private async Task SaveAndGoAsync(int step)
    {
        try
        {
            var outcome = await save.RunAsync(Id, form!.ToInput(), allowUnfinished: true);
            problems = outcome.Problems;
            if (!outcome.IsDone)
            {
                return;
            }
            saved = "Saved";
            var isNew = Id is null;
            loaded = outcome.Value;
            form.Salt = (await campaigns.RowAsync(outcome.Value)).Salt;
            navigation.NavigateTo($"campaigns/{outcome.Value}/edit?step={step}", replace: isNew);
        }
        catch (KeyNotFoundException e)
        {
            problems = [e.Message];
        }
    }

    private async Task DeleteAsync()
    {
        var sure = await dialogs.Confirm(
            $"“{form!.Name}” and its messages are deleted. Nothing was sent.",
            "Delete this draft?",
            new ConfirmOptions { OkButtonText = "Delete it", CancelButtonText = "Keep it" }
        );
        if (sure != true)
        {
            return;
        }
        var outcome = await delete.RunAsync(Id!.Value);
        problems = outcome.Problems;
        if (outcome.IsDone)
        {
            navigation.NavigateTo("campaigns");
        }
    }
}
