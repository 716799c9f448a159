using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Core.Text;

namespace Bench;

/// <summary>Sentiment against the reference implementation, on the tweets of its authors.</summary>
internal static class TextCases
{
    private const int Runs = 5;

    // Texts a second of the reference as measured on machines of this kind, for where it is not installed.
    private const double SlowReference = 32_000,
        FastReference = 43_000;

    private const string Reference = """
        import gzip, json, sys, time
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
        analyzer = SentimentIntensityAnalyzer()
        lines = gzip.open(sys.argv[1], 'rt', encoding='utf8').read().split('\n')
        texts = [line.split('\t')[2] for line in lines if line]
        times = []
        for _ in range(6):
            start = time.perf_counter()
            total = sum(analyzer.polarity_scores(text)['compound'] for text in texts)
            times.append(time.perf_counter() - start)
        print(json.dumps({'texts_per_second': len(texts) / sorted(times[1:])[2], 'sum': total}))
        """;

    public static readonly (string Name, Action Run)[] All =
    [
        ("vader", Tweets),
        ("vader length", Length),
        ("text features", Features),
        ("porter", Stems),
    ];

    private static void Tweets()
    {
        if (Load() is not { } lexicon || Peer.Shared("data/vader/vader_gt_tweets.txt.gz") is not { } path)
        {
            Console.WriteLine("vader: the lexicon or the tweets are missing; build the program first");
            return;
        }
        var tweets = Read(path);
        var vader = new Vader(lexicon);
        var sum = 0.0;
        // The set is gone through in a few milliseconds: often enough that the clock and the compiler do not matter.
        const int rounds = 100;
        var seconds = Median(() =>
        {
            for (var round = 0; round < rounds; round++)
            {
                sum = 0;
                foreach (var tweet in tweets)
                {
                    sum += vader.Score(tweet).Compound;
                }
            }
        });
        var ours = rounds * tweets.Length / seconds;
        Console.WriteLine(Text($"VADER, {tweets.Length} tweets, one thread: ours {ours / 1e3:0} k texts/s, sum of compounds {sum:0.0000}"));
        if (Peer.RunCode(Reference, path) is { } peer)
        {
            var theirs = peer.GetProperty("texts_per_second").GetDouble();
            Console.WriteLine(
                Text(
                    $"  vaderSentiment {theirs / 1e3:0.0} k texts/s, sum {peer.GetProperty("sum").GetDouble():0.0000}: {ours / theirs:0.0} times as fast"
                )
            );
            return;
        }
        Console.WriteLine(
            Text(
                $"  vaderSentiment is not installed here; to the 32–43 k texts/s it was seen to do elsewhere: {ours / FastReference:0.0}–{ours / SlowReference:0.0} times as fast"
            )
        );
    }

    private static void Length()
    {
        if (Load() is not { } lexicon)
        {
            Console.WriteLine("vader length: the lexicon is missing; build the program first");
            return;
        }
        var vader = new Vader(lexicon);
        foreach (var unit in new[] { "😀", "good ", "great but bad ", "x" })
        {
            var times = new[] { 1_000, 10_000, 100_000 }.Select(n =>
            {
                var text = string.Concat(Enumerable.Repeat(unit, n));
                var calls = 1_000_000 / n;
                var seconds = Median(() =>
                {
                    for (var i = 0; i < calls; i++)
                    {
                        vader.Score(text);
                    }
                });
                return Text($"{seconds * 1e9 / calls / n:0.0} ns");
            });
            Console.WriteLine($"VADER, '{unit.Trim()}' 1 000, 10 000 and 100 000 times, for each: {string.Join(", ", times)}");
        }
    }

    private static void Features()
    {
        if (Load() is not { } lexicon || Peer.Shared("data/vader/vader_gt_tweets.txt.gz") is not { } path)
        {
            Console.WriteLine("text features: the lexicon or the tweets are missing; build the program first");
            return;
        }
        var tweets = Read(path);
        var analyzer = new TextAnalyzer(lexicon);
        Rate("All features of a text, one thread", "k texts/s", 1e3, tweets, 50, t => analyzer.Read(t).Words);
        Rate("Cleaning", "k texts/s", 1e3, tweets, 5, t => TextCleaning.Clean(t).Length);
    }

    private static void Stems()
    {
        if (Peer.Shared("oracles/data/porter_voc.txt") is not { } path)
        {
            Console.WriteLine("porter: the vocabulary is missing");
            return;
        }
        var words = File.ReadAllLines(path);
        var letters = new char[words.Max(w => w.Length)];
        Rate("Porter", "M words/s", 1e6, words, 20, w => PorterStemmer.Stem(Copy(w)));
        Rate("Porter2", "M words/s", 1e6, words, 20, w => Porter2Stemmer.Stem(Copy(w)));

        Span<char> Copy(string word)
        {
            word.CopyTo(letters);
            return letters.AsSpan(0, word.Length);
        }
    }

    private static void Rate(string title, string unit, double scale, string[] texts, int rounds, Func<string, int> work)
    {
        var sum = 0L;
        var seconds = Median(() =>
        {
            for (var round = 0; round < rounds; round++)
            {
                foreach (var text in texts)
                {
                    sum += work(text);
                }
            }
        });
        Console.WriteLine(Text($"{title}: {rounds * texts.Length / seconds / scale:0.0} {unit} (check {sum})"));
    }

    private static VaderLexicon? Load()
    {
        const string modules = "wwwroot-assets/node_modules";
        if (
            Peer.Above($"{modules}/vader-sentiment/vader_lexicon.txt") is not { } words
            || Peer.Above($"{modules}/emoji.json/emoji.json") is not { } emoji
        )
        {
            return null;
        }
        using var wordStream = File.OpenRead(words);
        using var emojiStream = File.OpenRead(emoji);
        return VaderLexicon.Load(wordStream, emojiStream);
    }

    private static string[] Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0).Select(l => l.Split('\t')[2])];
    }

    private static double Median(Action work)
    {
        work();
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var clock = Stopwatch.StartNew();
            work();
            times.Add(clock.Elapsed.TotalSeconds);
        }
        return times.Order().ElementAt(Runs / 2);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
