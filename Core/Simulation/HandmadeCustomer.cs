namespace Core.Simulation;

/// <summary>How often somebody buys handmade goods.</summary>
public enum HandmadeHabit
{
    /// <summary>One order, for an occasion.</summary>
    OneTime,

    /// <summary>Some orders a year.</summary>
    Occasional,

    /// <summary>Every other month or more often.</summary>
    Regular,
}

/// <summary>What a text really says.</summary>
public enum FeedbackTone
{
    Negative,
    Neutral,
    Positive,
}

/// <param name="Person">Name, address, sign-up.</param>
/// <param name="Habit">Hidden truth.</param>
/// <param name="OrdersPerWeek">Hidden truth: rate after the first order, until <paramref name="ChurnDate"/>.</param>
/// <param name="Contentment">Hidden truth, 0 … 1: the chance that feedback is positive; the rest is neutral and negative in equal parts.</param>
/// <param name="ChurnDate">Hidden truth: no orders from this day on; null when still a customer at the end.</param>
public sealed record HandmadeCustomer(
    SimulatedPerson Person,
    HandmadeHabit Habit,
    double OrdersPerWeek,
    double Contentment,
    DateOnly? ChurnDate
);

/// <param name="Id">FB-, customer and a number.</param>
/// <param name="At">UTC.</param>
/// <param name="Source">email, survey, instagram or website.</param>
/// <param name="Customer">Who wrote it.</param>
/// <param name="ProductId">What it is about.</param>
/// <param name="Text">English.</param>
/// <param name="Rating">1 … 5: 4 and 5 positive, 3 neutral, 1 and 2 negative.</param>
/// <param name="Tone">Hidden truth.</param>
/// <param name="Topic">Hidden truth, one of <see cref="FeedbackWriter.Topics"/>.</param>
public sealed record SimulatedFeedback(
    string Id,
    DateTimeOffset At,
    string Source,
    SimulatedPerson Customer,
    string ProductId,
    string Text,
    int Rating,
    FeedbackTone Tone,
    string Topic
);
