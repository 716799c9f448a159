using Core.Estimators;

namespace Core.Simulation;

/// <summary>
/// Times of a Poisson process whose rate changes from day to day, by thinning (Lewis and Shedler, Naval Research Logistics 26(3), 1979),
/// at hours of the day with given weights.
/// </summary>
/// <param name="random">Of this process alone.</param>
/// <param name="startDay">First day, as <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="endDayExclusive">The day after the last.</param>
/// <param name="perDay">Rate on a day of intensity 1.</param>
/// <param name="intensity">Relative rate of a day, at least 0.</param>
/// <param name="mostIntensity">An upper bound of <paramref name="intensity"/>.</param>
/// <param name="hours">24 weights.</param>
internal readonly struct ThinnedPoisson(
    SeededRandom random,
    int startDay,
    int endDayExclusive,
    double perDay,
    Func<DateOnly, double> intensity,
    double mostIntensity,
    double[] hours
)
{
    public static readonly double[] EveningHours = [1, 1, 0, 0, 0, 0, 1, 2, 3, 4, 4, 5, 5, 5, 5, 5, 6, 7, 8, 9, 10, 9, 6, 3];

    /// <summary>By day; times of one day in no order.</summary>
    public IEnumerable<DateTimeOffset> Times()
    {
        var (most, rate) = (mostIntensity, perDay * mostIntensity);
        if (rate <= 0)
        {
            yield break;
        }
        var time = (double)startDay;
        while (true)
        {
            time += random.NextExponential() / rate;
            if (time >= endDayExclusive)
            {
                yield break;
            }
            var day = DateOnly.FromDayNumber((int)time);
            if (random.NextDouble() * most < intensity(day))
            {
                var seconds = random.NextWeighted(hours) * 3600 + random.NextInt(3600);
                yield return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddSeconds(seconds);
            }
        }
    }
}
