using Core.Campaigns;
using Data.Queries;
using Data.Tables;

namespace App.Features.Campaigns;

/// <summary>A message being written.</summary>
public sealed class VariantForm
{
    public string Name { get; set; } = "";
    public string Subject { get; set; } = "";
    public string Html { get; set; } = "";
    public string Text { get; set; } = "";
    public double Weight { get; set; } = 1;

    public MessageDraft Draft => new(Subject, Html, string.IsNullOrWhiteSpace(Text) ? null : Text);
}

/// <summary>A campaign being put together: what the steps change, and what is saved between them.</summary>
public sealed class CampaignForm
{
    public const int LastStep = 5;

    private string goal = CampaignGoal.All[0].Key;

    public CampaignForm() => Variants = Texts(CampaignGoal.All[0]);

    /// <summary>Of the saved draft, so that the numbers of the steps are those of the launch; empty before the first save.</summary>
    public string Salt { get; set; } = "";
    public string Name { get; set; } = "New campaign";
    public HashSet<long> Include { get; } = [];
    public HashSet<long> Exclude { get; } = [];
    public bool PracticeAddresses { get; set; }
    public List<VariantForm> Variants { get; private set; }
    public Dictionary<string, string> MergeValues { get; private set; } = new(CampaignGoal.DefaultMergeValues);
    public double HoldoutPercent { get; set; }
    public int? RatePerMinute { get; set; }
    public string UnknownPolicy { get; set; } = "hold";
    public string FromName { get; set; } = "";
    public string FromAddress { get; set; } = "";

    /// <summary>Choosing another goal brings its texts, unless a person has written something of their own.</summary>
    public string Goal
    {
        get => goal;
        set
        {
            var untouched = Same(Variants, Texts(CampaignGoal.Find(goal)));
            goal = value;
            if (untouched)
            {
                Variants = Texts(CampaignGoal.Find(value));
            }
        }
    }

    /// <summary>For the funnel; the holdout takes part as it stands.</summary>
    public Audience Audience() =>
        new(
            [.. Include],
            [.. Exclude],
            PracticeAddresses,
            Math.Clamp(HoldoutPercent / 100, 0, 0.9),
            Salt,
            [.. Variants.Select(v => Math.Max(v.Weight, 0.001))]
        );

    /// <summary>A person is in a segment or out of it: choosing one side takes it from the other.</summary>
    public void Choose(long segment, bool include, bool chosen)
    {
        var (to, other) = include ? (Include, Exclude) : (Exclude, Include);
        if (chosen)
        {
            to.Add(segment);
            other.Remove(segment);
        }
        else
        {
            to.Remove(segment);
        }
    }

    public void AddVariant() =>
        Variants.Add(
            new VariantForm
            {
                Name = ((char)('A' + Variants.Count)).ToString(),
                Subject = Variants[0].Subject,
                Html = Variants[0].Html,
            }
        );

    public static CampaignForm Of(CampaignRow row)
    {
        var view = CampaignView.Of(row, new AudienceFunnel(), new Dictionary<string, long>(), isWorking: false);
        var form = new CampaignForm
        {
            Name = view.Name,
            Salt = row.Salt,
            goal = view.Goal,
            PracticeAddresses = view.PracticeAddresses,
            HoldoutPercent = Math.Round(view.Holdout * 100, 4),
            RatePerMinute = view.RatePerMinute,
            UnknownPolicy = view.UnknownPolicy,
            FromName = view.FromName,
            FromAddress = view.FromAddress,
            MergeValues = new Dictionary<string, string>(view.MergeValues),
            Variants =
            [
                .. view.Variants.Select(v => new VariantForm
                {
                    Name = v.Name,
                    Subject = v.Subject,
                    Html = v.Html,
                    Text = v.Text ?? "",
                    Weight = v.Weight,
                }),
            ],
        };
        form.Include.UnionWith(view.IncludeSegments);
        form.Exclude.UnionWith(view.ExcludeSegments);
        return form;
    }

    public CampaignInput ToInput() =>
        new()
        {
            Name = Name,
            Goal = Goal,
            IncludeSegments = [.. Include],
            ExcludeSegments = [.. Exclude],
            PracticeAddresses = PracticeAddresses,
            Holdout = HoldoutPercent / 100,
            RatePerMinute = RatePerMinute,
            UnknownPolicy = UnknownPolicy,
            FromName = FromName,
            FromAddress = FromAddress,
            MergeValues = MergeValues,
            Variants =
            [
                .. Variants.Select(v => new VariantInput
                {
                    Name = v.Name,
                    Subject = v.Subject,
                    Html = v.Html,
                    Text = v.Text,
                    Weight = v.Weight,
                }),
            ],
        };

    private static List<VariantForm> Texts(CampaignGoal goal) =>
        [
            new VariantForm
            {
                Name = "A",
                Subject = goal.A.Subject,
                Html = goal.A.Html,
            },
            new VariantForm
            {
                Name = "B",
                Subject = goal.B.Subject,
                Html = goal.B.Html,
            },
        ];

    private static bool Same(List<VariantForm> a, List<VariantForm> b) => a.Select(v => v.Draft).SequenceEqual(b.Select(v => v.Draft));
}
