using App.Shell;
using Core.Segments;
using Data.Queries;
using Microsoft.AspNetCore.Components;

namespace App.Features.Segments.Builder;

/// <summary>A rule is put together and counted while it changes. The rule stands in the address, so it can be shared and come back to.</summary>
public sealed partial class BuilderPage(BuildSegment build, SegmentNames names, NavigationManager navigation) : IDisposable
{
    // Fast typists cause one count, not one a key.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly OneAtATime work = new();
    private CancellationTokenSource counting = new();
    private IReadOnlyList<RuleField> fields = [];
    private IReadOnlyList<SegmentName> segments = [];
    private IReadOnlyList<ProductChoice> products = [];
    private IReadOnlyList<Member> people = [];
    private RuleGroup? rule;
    private string? written;
    private long? opened;
    private bool told;
    private string name = "";
    private string description = "";
    private string? nameProblem;
    private string? problem;
    private string? missing;
    private string sentence = "";
    private long? count;
    private long all;

    /// <summary>The segment that is changed; null for a new one.</summary>
    [SupplyParameterFromQuery(Name = "id")]
    public long? Id { get; set; }

    [SupplyParameterFromQuery(Name = "rule")]
    public string? Rule { get; set; }

    private string Title => Id is null ? "New segment" : "Change a segment";

    private string Sentence => sentence.Length > 0 ? sentence + "." : "Say who is in; the number follows.";

    protected override async Task OnParametersSetAsync()
    {
        // The address follows the form, not the other way round, or a slow answer would undo what was done since. Only without a rule,
        // as the menu has it, or for another segment it begins anew.
        if (rule is not null && Id == opened && (Rule is not null || !told))
        {
            return;
        }
        (opened, told, rule, problem, missing) = (Id, Rule is not null, null, null, null);
        if (fields.Count == 0)
        {
            (fields, products, all) = await build.StartAsync();
        }
        segments = [.. (await names.AllAsync()).Where(s => s.Id != Id)];
        var saved = Id is { } id ? await build.FindAsync(id) : null;
        if (Id is not null && saved is null)
        {
            missing = $"There is no segment {Id} with a rule.";
            return;
        }
        (name, description) = (saved?.Name ?? "", saved?.Description ?? "");
        var json = Rule ?? saved?.Rule;
        try
        {
            rule = json is null ? new RuleGroup() : RuleForm.Write(SegmentCondition.Parse(json));
        }
        catch (FormatException exception)
        {
            (rule, problem) = (new RuleGroup(), exception.Message);
            return;
        }
        await CountAsync();
    }

    private async Task ChangedAsync()
    {
        await CountAsync();
        if (problem is null && written != Rule)
        {
            told = true;
            navigation.NavigateTo(navigation.GetUriWithQueryParameter("rule", written), replace: true);
        }
    }

    private async Task CountAsync()
    {
        await counting.CancelAsync();
        counting.Dispose();
        counting = new CancellationTokenSource();
        var mine = counting.Token;
        try
        {
            var condition = RuleForm.Read(rule!, fields);
            sentence = SegmentRuleWords.Describe(condition, id => segments.FirstOrDefault(s => s.Id == id)?.Name ?? $"segment {id}");
            written = condition.ToJson();
            problem = null;
            if (count is not null)
            {
                await Task.Delay(Pause, mine);
            }
            var found = await build.CountAsync(written, Id, mine);
            var some = found > 0 ? await build.SomeAsync(written, mine) : [];
            if (!mine.IsCancellationRequested)
            {
                (count, people) = (found, some);
            }
        }
        catch (FormatException exception)
        {
            (problem, people) = (exception.Message, []);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // The rule has changed meanwhile.
        }
    }

    private Task SaveAsync() =>
        work.RunAsync(async () =>
        {
            nameProblem = SegmentStore.CheckName(name);
            if (nameProblem is null && written is not null)
            {
                var id = await build.SaveAsync(Id, name, description.Length > 0 ? description : sentence, written);
                navigation.NavigateTo($"segments/{id}");
            }
        });

    public void Dispose()
    {
        counting.Cancel();
        counting.Dispose();
    }
}
