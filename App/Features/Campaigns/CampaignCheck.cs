using Core.Campaigns;

namespace App.Features.Campaigns;

/// <summary>What is wrong with a campaign, by the field of the API; all messages at once.</summary>
public static class CampaignCheck
{
    private const int MostVariants = 10;
    private const int LongestName = 200;

    /// <summary>Values that can't be; a draft that is half-written is in order.</summary>
    public static Dictionary<string, List<string>> Values(CampaignInput input, IReadOnlySet<long> segments)
    {
        var errors = new Dictionary<string, List<string>>();
        Require("name", !string.IsNullOrWhiteSpace(input.Name), "Give the campaign a name.");
        Require(
            "name",
            input.Name is not { Length: > LongestName },
            $"The name may have {LongestName} characters. Got {input.Name?.Length}."
        );
        Require("goal", input.Goal is not { Length: > 60 }, $"The goal may have 60 characters. Got {input.Goal?.Length}.");
        Segments("includeSegments", input.IncludeSegments);
        Segments("excludeSegments", input.ExcludeSegments);
        Require("holdout", input.Holdout is >= 0 and <= 0.9, $"The holdout must be between 0 and 0.9. Got {input.Holdout}.");
        Require(
            "ratePerMinute",
            input.RatePerMinute is null or >= 1 and <= 1_000_000,
            $"The rate must be between 1 and 1000000 mails a minute. Got {input.RatePerMinute}."
        );
        Require(
            "unknownPolicy",
            input.UnknownPolicy is null or "hold" or "resend",
            $"The policy must be hold or resend. Got '{input.UnknownPolicy}'."
        );
        Require(
            "fromAddress",
            string.IsNullOrEmpty(input.FromAddress) || EmailAddress.IsPlausible(input.FromAddress),
            $"The sender must be an e-mail address. Got '{input.FromAddress}'."
        );
        foreach (var key in input.MergeValues.Keys.Where(k => !MergeFields.IsName(k) || MergeFields.Allowed([]).Contains(k)))
        {
            Add(
                "mergeValues",
                $"'{key}' can't be the name of a merge value: use lower-case letters, digits and _, and no name that is taken."
            );
        }
        Require("variants", input.Variants.Count <= MostVariants, $"There may be {MostVariants} variants. Got {input.Variants.Count}.");
        foreach (var name in input.Variants.Select(NameOf).GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            Add("variants", $"Two variants have the name '{name.Key}'; the results could not tell them apart.");
        }
        for (var i = 0; i < input.Variants.Count; i++)
        {
            var weight = input.Variants[i].Weight;
            Require($"variants[{i}].weight", double.IsFinite(weight) && weight > 0, $"The weight must be above 0. Got {weight}.");
            Require(
                $"variants[{i}].templateId",
                input.Variants[i].TemplateId is null,
                "Templates are not built yet: give subject and html."
            );
        }
        Require("scheduleAt", input.ScheduleAt is null, "Scheduling is not built yet: leave it out and launch when it is time.");
        Require("quietHours", input.QuietHours is null, "Quiet hours are not built yet: leave them out.");
        Require("winner", input.Winner is null, "An automatic winner is not built yet: leave it out.");
        return errors;

        void Segments(string field, IReadOnlyList<long> chosen)
        {
            foreach (var missing in chosen.Where(s => !segments.Contains(s)))
            {
                Add(field, $"There is no segment {missing}.");
            }
        }

        void Require(string field, bool holds, string message)
        {
            if (!holds)
            {
                Add(field, message);
            }
        }

        void Add(string field, string message)
        {
            if (!errors.TryGetValue(field, out var messages))
            {
                errors[field] = messages = [];
            }
            messages.Add(message);
        }
    }

    /// <summary>What keeps the messages from being sent.</summary>
    public static Dictionary<string, List<string>> Messages(CampaignInput input)
    {
        var errors = new Dictionary<string, List<string>>();
        if (input.Variants.Count == 0)
        {
            errors["variants"] = ["Write at least one message."];
        }
        for (var i = 0; i < input.Variants.Count; i++)
        {
            foreach (var issue in CampaignMessage.Validate(Draft(input.Variants[i]), input.MergeValues))
            {
                var field = $"variants[{i}].{issue.Field}";
                (errors.TryGetValue(field, out var messages) ? messages : errors[field] = []).Add(issue.Message);
            }
        }
        return errors;
    }

    /// <summary>The name of a variant; A, B, … where none was given.</summary>
    public static string NameOf(VariantInput variant, int place) =>
        string.IsNullOrWhiteSpace(variant.Name) ? ((char)('A' + place)).ToString() : variant.Name.Trim();

    public static MessageDraft Draft(VariantInput variant) =>
        new(variant.Subject ?? "", variant.Html ?? "", string.IsNullOrWhiteSpace(variant.Text) ? null : variant.Text);

    /// <summary>Both together, in the form that the API answers.</summary>
    public static Dictionary<string, string[]> Joined(params Dictionary<string, List<string>>[] errors) =>
        errors.SelectMany(e => e).GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.SelectMany(e => e.Value).ToArray());
}
