using Xunit;

namespace Tests.Journeys;

/// <summary>Journeys run one after the other and not beside other tests: some of them measure time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class JourneyCollection
{
    public const string Name = "Journeys";
}
