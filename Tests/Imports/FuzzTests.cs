using System.Text;
using Core.Cleaning;
using Core.Estimators;
using Data.Bulk;
using Data.Sources;
using Tests.Data;
using Xunit;

namespace Tests.Imports;

/// <summary>
/// Two thousand generated and mutated files at the import: each either comes in, or is refused with a message, and one that is refused
/// leaves nothing behind.
/// </summary>
public sealed class FuzzTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Files = 2_000;
    private readonly ImportDesk desk = new(database);

    [Fact]
    public async Task No_file_crashes_the_import_and_none_is_written_in_part()
    {
        var (taken, refused) = (0, 0);
        Dictionary<string, int> messages = [];
        for (var seed = 0; seed < Files; seed++)
        {
            var random = new SeededRandom((ulong)seed + 1);
            var (content, kind) = Make(random, seed);
            // Each table is counted before and after, now and then: that a refused file leaves nothing is the transaction's work.
            var before = seed % 10 == 0 ? await desk.RowsAsync() : -1;
            try
            {
                var result = await desk.RunAsync(content, Options(random), kind, source: "file");
                Assert.True(result.RowsRead >= result.RowsImported && result.RowsImported >= 0, $"Seed {seed}: {result}");
                Assert.Equal(result.RowsRead, result.RowsImported + result.RowsRejected);
                taken++;
            }
            catch (ImportFileException exception)
            {
                Assert.True(exception.Message.Length > 10, $"Seed {seed}: '{exception.Message}' tells a person nothing.");
                var start = exception.Message.Split(' ').Take(4);
                messages[string.Join(' ', start)] = messages.GetValueOrDefault(string.Join(' ', start)) + 1;
                refused++;
                if (before >= 0)
                {
                    Assert.Equal(before, await desk.RowsAsync());
                }
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Seed {seed} ({kind ?? "guessed"}): {exception}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{taken} came in, {refused} were refused");
        // A generator whose files are all good, or all refused for one reason, would prove nothing.
        Assert.True(taken > Files / 5 && refused > Files / 5, $"{taken} came in, {refused} were refused");
        Assert.True(messages.Count >= 8, string.Join("; ", messages.Keys));
    }

    private static CleaningOptions Options(SeededRandom random) =>
        new()
        {
            ExactDuplicates = random.NextDouble() < 0.5 ? RuleAction.Drop : RuleAction.Keep,
            Cancelled = (CancelAction)Below(random, 3),
            MissingNumbers = (NumberFill)Below(random, 3),
            MissingCategories = (CategoryFill)Below(random, 3),
            HeaderRow = Below(random, 4) == 0 ? random.NextDouble() < 0.5 : null,
            RowIdPrefix = null,
            Outliers =
                Below(random, 3) == 0
                    ? new Dictionary<string, OutlierAction> { ["quantity"] = OutlierAction.Cap, ["Age"] = OutlierAction.Drop }
                    : new Dictionary<string, OutlierAction>(),
        };

    private static (byte[] Content, string? Kind) Make(SeededRandom random, int seed)
    {
        var kind = ImportKind.All[Below(random, ImportKind.All.Count)];
        var text = Table(random, kind);
        var content = Encode(random, Mutate(random, text));
        if (Below(random, 8) == 0)
        {
            content = Pack(random, content);
        }
        if (Below(random, 6) == 0 && content.Length > 1)
        {
            content = content[..Below(random, content.Length)];
        }
        for (var flips = Below(random, 5) == 0 ? 1 + Below(random, 20) : 0; flips > 0 && content.Length > 0; flips--)
        {
            content[Below(random, content.Length)] = (byte)Below(random, 256);
        }
        return (content, seed % 3 == 0 ? null : kind.Key);
    }

    private static string Table(SeededRandom random, ImportKind kind)
    {
        List<string> headers = [.. kind.Columns.Where(c => c.Required || random.NextDouble() < 0.7).Select(c => c.Name)];
        var further = Below(random, 20) == 0 ? 1_000 : Below(random, 4);
        headers.AddRange(Enumerable.Range(0, further).Select(i => i == 0 ? "Age" : $"Extra {i}"));
        var separator = ",;\t|"[Below(random, 4)];
        StringBuilder text = new();
        text.AppendJoin(separator, headers.Select(h => Quoted(random, h, separator))).Append('\n');
        for (var row = 0; row < Below(random, further > 100 ? 5 : 40); row++)
        {
            text.AppendJoin(separator, headers.Select(h => Quoted(random, Value(random, h), separator)))
                .Append(Below(random, 9) == 0 ? "\r\n" : "\n");
        }
        return text.ToString();
    }

    private static string Value(SeededRandom random, string header) =>
        Below(random, 14) switch
        {
            0 => "",
            1 => "=cmd|' /C calc'!A0",
            2 => "\"",
            3 => "\0\u0001\u001b",
            4 => "1e308",
            5 => "-999999999999999999999999999",
            6 => "'; DROP TABLE customers; --",
            7 => "9999-99-99",
            8 => "{{name}}<script>alert(1)</script>",
            9 when Below(random, 30) == 0 => new string('x', 200_000),
            9 => "\ud83d\udc69\u200d\ud83d\udc67 \u0645\u0631\u062d\u0628\u0627",
            _ when header.Contains("date", StringComparison.Ordinal)
                    || header.EndsWith("_at", StringComparison.Ordinal)
                    || header == "timestamp" => $"2025-{1 + Below(random, 12):00}-{1 + Below(random, 28):00} {Below(random, 24):00}:00",
            _ when header.EndsWith("_id", StringComparison.Ordinal) || header == "tac" => $"id{Below(random, 50)}",
            _ when header.Contains("email", StringComparison.Ordinal) => $"p{Below(random, 50)}@example.com",
            _ => Below(random, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };

    private static string Quoted(SeededRandom random, string value, char separator) =>
        Below(random, 12) == 0 ? value
        : value.AsSpan().IndexOfAny(['"', '\n', '\r', separator]) >= 0 ? "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
        : value;

    private static string Mutate(SeededRandom random, string text) =>
        Below(random, 16) switch
        {
            0 => text.Replace("\n", "", StringComparison.Ordinal),
            1 => text + "\"never closed",
            2 => text.Replace(",", "", StringComparison.Ordinal),
            3 => "<!doctype html><html><body>" + text,
            4 => "{\"rows\": [" + text + "]}",
            5 => "",
            6 => "\n\n\n" + text,
            7 => text + text,
            8 => string.Concat(text.Reverse()),
            _ => text,
        };

    private static byte[] Encode(SeededRandom random, string text) =>
        Below(random, 10) switch
        {
            0 => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray(),
            1 => Encoding.BigEndianUnicode.GetBytes(text),
            2 => Encoding.Latin1.GetBytes(text),
            3 => Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text)).ToArray(),
            4 => Encoding.UTF32.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(text),
        };

    private static byte[] Pack(SeededRandom random, byte[] content)
    {
        if (Below(random, 2) == 0)
        {
            return ImportDesk.Gzip(content);
        }
        return Below(random, 2) == 0 ? ImportDesk.Zip(("a.csv", content)) : ImportDesk.Zip(("a.csv", content), ("b.csv", content));
    }

    private static int Below(SeededRandom random, int limit) => (int)(random.NextDouble() * limit);
}
