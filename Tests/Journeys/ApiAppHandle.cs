using Tests.Api;

namespace Tests.Journeys;

/// <summary>The program for one test, which starts, stops and kills it as it wants.</summary>
internal sealed class ApiAppHandle(bool simulate = false, params (string Name, string Value)[] settings)
    : ApiApp([("SimulateOnFirstStart", simulate ? "true" : "false"), .. settings])
{
    public Task<TimeSpan> StartAsync() => Running.StartAsync();
}
