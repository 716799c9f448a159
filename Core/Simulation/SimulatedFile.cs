namespace Core.Simulation;

/// <summary>A file that a simulated shop exports: UTF-8 text, comma, a header with the columns of its kind. Rows are made while they are written.</summary>
/// <param name="Kind">What the file holds: customers, orders, products, movies, subscriptions, engagements, interactions, devices, device-uses or feedback.</param>
/// <param name="Write">Writes the whole file; each call writes the same text.</param>
public sealed record SimulatedFile(string Kind, Action<TextWriter> Write);
