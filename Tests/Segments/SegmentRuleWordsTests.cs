using App.Features.Segments.Builder;
using Core.Segments;
using Data.Queries;
using Xunit;

namespace Tests.Segments;

/// <summary>A rule reads as a sentence, and survives the form.</summary>
public sealed class SegmentRuleWordsTests
{
    private static readonly RuleField[] Fields =
    [
        new("monetary", "Revenue", RuleFieldKind.Number, "Figures", []),
        new("country", "Country", RuleFieldKind.Text, "Who", ["France"]),
        new("signupDate", "Signed up", RuleFieldKind.Date, "Who", []),
        new("attributes.age", "age", RuleFieldKind.Number, "Attributes", []),
    ];

    [Theory]
    [InlineData("""{"all":[]}""", "Everybody")]
    [InlineData("""{"all":[{"field":"monetary","op":">=","value":200}]}""", "Revenue is at least 200")]
    [InlineData(
        """{"all":[{"field":"country","op":"in","value":["France","Spain"]},{"did":"order","times":{"op":">=","value":2},"withinDays":60}]}""",
        "Country is one of France, Spain and ordered at least 2 times in the last 60 days"
    )]
    [InlineData(
        """{"all":[{"did":"mail","event":"opened","times":{"op":"=","value":0},"withinDays":90}]}""",
        "Never opened a mail in the last 90 days"
    )]
    [InlineData(
        """{"any":[{"field":"signupDate","op":"between","value":["2025-01-01","2025-12-31"]},{"all":[{"segment":7},{"not":{"segment":8}}]}]}""",
        "Signup date is between 2025-01-01 and 2025-12-31 or (is in “S7” and is not in “S8”)"
    )]
    [InlineData("""{"all":[{"not":{"any":[{"field":"attributes.age","op":"<","value":18}]}}]}""", "Not (age is less than 18)")]
    [InlineData(
        """{"all":[{"did":"interaction","event":"wish_list","productId":"p","times":{"op":">=","value":1}}]}""",
        "Did “wish list” with product p"
    )]
    public void Reads_as_a_sentence_and_survives_the_form(string rule, string words)
    {
        var condition = SegmentCondition.Parse(rule);
        Assert.Equal(words, SegmentRuleWords.Describe(condition, id => $"S{id}"));
        Assert.Equal(rule, RuleForm.Read(RuleForm.Write(condition), Fields).ToJson());
    }

    [Fact]
    public void What_is_not_filled_in_is_said()
    {
        static string Problem(RuleNode part) =>
            Assert.Throws<FormatException>(() => RuleForm.Read(new RuleGroup { Parts = [part] }, Fields)).Message;

        Assert.Equal("Choose what to ask for.", Problem(new FieldPart()));
        Assert.Equal("Revenue: fill in the value.", Problem(new FieldPart { Field = "monetary" }));
        Assert.Equal("Revenue: “much” is not a number.", Problem(new FieldPart { Field = "monetary", Values = ["much", ""] }));
        Assert.Equal(
            "Revenue: fill in the value.",
            Problem(
                new FieldPart
                {
                    Field = "monetary",
                    Operator = "between",
                    Values = ["1", ""],
                }
            )
        );
        Assert.Equal("Choose a segment.", Problem(new SegmentPart()));
        Assert.Equal("Days: “0” must be a whole number from 1 to 36500.", Problem(new BehaviourPart { Days = "0" }));
        Assert.Equal("How often: fill in a number.", Problem(new BehaviourPart { Times = "" }));
    }

    [Fact]
    public void An_empty_group_leaves_nobody_out()
    {
        RuleGroup group = new()
        {
            Parts = [new RuleGroup { MatchAll = false }, new RuleGroup { Negated = true, Parts = [new RuleGroup()] }],
        };
        Assert.Equal("""{"all":[]}""", RuleForm.Read(group, Fields).ToJson());
    }
}
