using Core.Estimators;
using Core.Text;
using Xunit;

namespace Tests.Text;

public sealed class ButRuleTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(500)]
    public void Changes_what_the_walk_of_the_reference_changes(int count)
    {
        var random = new SeededRandom((ulong)count);
        // Few different values, and halves and doubles of each other, so that changed ones meet unchanged ones.
        double[] values = [-3.2, -1.6, -0.8, 0.4, 0.8, 1.2, 1.6, 1.8, 2.4, 3.2, 3.6];
        for (var round = 0; round < 50; round++)
        {
            var words = Enumerable
                .Range(0, 2 * count + 1)
                .Select(_ => random.NextDouble() < 0.5 ? 0 : values[(int)(random.NextDouble() * values.Length)])
                .ToArray();
            var but = (int)(random.NextDouble() * words.Length);
            words[but] = 0;
            var positions = Enumerable.Range(0, words.Length).Where(i => words[i] != 0).ToArray();
            var valences = positions.Select(i => words[i]).ToArray();

            ButRule.Apply(valences, positions, but);

            var expected = Walk(words, but);
            Assert.Equal(positions.Select(i => expected[i]), valences);
        }
    }

    /// <summary>Word for word as the reference describes it, zeros and all.</summary>
    private static List<double> Walk(double[] words, int but)
    {
        var valences = words.ToList();
        for (var i = 0; i < valences.Count; i++)
        {
            var first = valences.IndexOf(valences[i]);
            valences[first] *=
                first < but ? 0.5
                : first > but ? 1.5
                : 1;
        }
        return valences;
    }
}
