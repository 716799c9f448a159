using System.Numerics;
using Core.Estimators;
using Core.Text;
using Xunit;

namespace Tests.Text;

public sealed class DecimalRoundingTests
{
    [Theory]
    [InlineData(0.0625, 0.062)] // exactly a half: to even
    [InlineData(0.1875, 0.188)]
    [InlineData(0.0005, 0.001)] // in binary a little more than a half, as those that follow
    [InlineData(0.0015, 0.002)]
    [InlineData(0.0025, 0.003)]
    [InlineData(0.2675, 0.268)]
    [InlineData(0.1005, 0.101)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void As_Python_rounds_to_three_digits(double value, double expected) =>
        Assert.Equal(expected, DecimalRounding.Round(value, 1e3));

    [Fact]
    public void Is_exact_at_and_beside_every_half()
    {
        for (var thousandths = -999; thousandths < 1000; thousandths++)
        {
            var half = (2 * thousandths + 1) / 2000.0;
            foreach (var value in new[] { half, Math.BitIncrement(half), Math.BitDecrement(half) })
            {
                Assert.Equal((double)Nearest(value) / 1000, DecimalRounding.Round(value, 1e3));
            }
        }
    }

    [Fact]
    public void Is_exact_anywhere()
    {
        var random = new SeededRandom(1);
        for (var i = 0; i < 10_000; i++)
        {
            var value = 2 * random.NextDouble() - 1;
            Assert.Equal((double)Nearest(value) / 1000, DecimalRounding.Round(value, 1e3));
        }
    }

    /// <summary>The whole number next to 1000 × value, halves to even, in exact arithmetic.</summary>
    private static BigInteger Nearest(double value)
    {
        // Enough for every double above 2⁻⁴⁸ to become a whole number.
        const int bits = 100;
        var quotient = BigInteger.DivRem(1000 * new BigInteger(Math.ScaleB(Math.Abs(value), bits)), BigInteger.One << bits, out var rest);
        var half = BigInteger.One << (bits - 1);
        return Math.Sign(value) * (quotient + (rest > half || (rest == half && !quotient.IsEven) ? 1 : 0));
    }
}
