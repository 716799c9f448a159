using Core.Cleaning;
using Core.Simulation;
using Xunit;

namespace Tests.Simulation;

public sealed class SimulatedShopsTests
{
    private static readonly DateOnly End = new(2026, 1, 1);

    [Theory]
    [InlineData("retail")]
    [InlineData("streaming")]
    [InlineData("telecom")]
    [InlineData("handmade")]
    public void The_same_seed_makes_the_same_files_and_another_seed_others(string key)
    {
        var shop = SimulatedShops.Find(key)!;
        string[] Texts(ulong seed)
        {
            var files = shop.Files(End.AddDays(-shop.LeastDays), End, 50, seed);
            return [.. files.Select(f => files.Text(f.Kind)), .. files.Select(f => files.Text(f.Kind))];
        }

        var first = Texts(5);

        Assert.Equal(first, Texts(5));
        Assert.Equal(first[..(first.Length / 2)], first[(first.Length / 2)..]);
        Assert.NotEqual(first, Texts(6));
        Assert.Null(SimulatedShops.Find("grocery"));
        Assert.Throws<ArgumentOutOfRangeException>(() => shop.Files(End.AddDays(1 - shop.LeastDays), End, 50, 1));
    }

    [Fact]
    public void Every_file_is_of_a_kind_with_columns_of_that_kind()
    {
        var known = SimulatedShops.All.SelectMany(s => s.Files(End.AddDays(-200), End, 20, 1)).ToList();

        Assert.Equal(4, SimulatedShops.All.Select(s => s.Key).Distinct().Count());
        foreach (var kind in ImportKind.All)
        {
            foreach (var file in known.Where(f => f.Kind == kind.Key))
            {
                using var writer = new StringWriter();
                file.Write(writer);
                var headers = writer.ToString().Split('\n')[0].Split(',');
                Assert.Empty(ColumnMapping.Guess(headers, kind).Problems(kind, headers));
                if (!kind.KeepsOtherColumns)
                {
                    Assert.All(headers, h => Assert.NotNull(kind.Column(h)));
                }
            }
        }
    }
}
