using System.Runtime.InteropServices;
using System.Text;

namespace Data.Bulk;

/// <summary>
/// Sorts any number of order lines by customer, order and place in the file within bounded memory: full chunks are sorted beside the
/// reading of the file and spilled to a temporary file, and in the end merged (external merge sort; Knuth, The Art of Computer
/// Programming, volume 3, section 5.4). May be read several times.
/// </summary>
internal sealed class LineRuns : IDisposable
{
    private const int LinesPerChunk = 1 << 19;
    private const int TextPerChunk = 1 << 25;

    private readonly FileStream file = TemporaryFile.Open(bufferSize: 1);
    private readonly List<(long Start, long End)> runs = [];
    private Chunk filling = new();
    private Chunk spare = new();
    private Task spilling = Task.CompletedTask;

    /// <summary>Adds a line; its order's id is kept once for lines that follow each other.</summary>
    public void Add(ref StagedLine line, string orderText)
    {
        if (filling.IsFull)
        {
            Spill();
        }
        filling.Add(ref line, orderText);
    }

    /// <summary>Ends the adding.</summary>
    public void Complete()
    {
        Spill();
        spilling.GetAwaiter().GetResult();
    }

    /// <summary>All lines in order. The order's id comes with its first line, and may come again with a later one.</summary>
    public IEnumerable<SortedLine> Read()
    {
        PriorityQueue<RunReader, StagedLine> waiting = new(Comparer<StagedLine>.Create((a, b) => StagedLine.Compare(a, b)));
        foreach (var (start, end) in runs)
        {
            RunReader reader = new(file.SafeFileHandle, start, end);
            if (reader.Next())
            {
                waiting.Enqueue(reader, reader.Current.Line);
            }
        }
        while (waiting.TryPeek(out var first, out _))
        {
            yield return first.Current;
            if (first.Next())
            {
                waiting.DequeueEnqueue(first, first.Current.Line);
            }
            else
            {
                waiting.Dequeue();
            }
        }
    }

    private void Spill()
    {
        spilling.GetAwaiter().GetResult();
        if (filling.Count == 0)
        {
            return;
        }
        var full = filling;
        (filling, spare) = (spare, filling);
        spilling = Task.Run(() =>
        {
            var start = file.Position;
            full.SortAndWrite(file);
            file.Flush();
            runs.Add((start, file.Position));
            full.Clear();
        });
    }

    public void Dispose()
    {
        try
        {
            spilling.GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            // The disk is full; whoever added the lines has heard of it, or will by the error that is on its way.
        }
        file.Dispose();
    }

    private sealed class Chunk
    {
        private StagedLine[] lines = [];
        private byte[] texts = [];
        private int textLength;
        private string lastText = "";
        private (int At, ushort Length) last;

        public int Count { get; private set; }

        public bool IsFull => Count == LinesPerChunk || textLength > TextPerChunk;

        public void Add(ref StagedLine line, string orderText)
        {
            if (lines.Length == Count)
            {
                Array.Resize(ref lines, Math.Min(LinesPerChunk, Math.Max(4096, Count * 2)));
            }
            if (Count == 0 || !string.Equals(orderText, lastText, StringComparison.Ordinal))
            {
                Keep(orderText);
            }
            (line.Text, line.TextLength) = last;
            lines[Count++] = line;
        }

        private void Keep(string text)
        {
            var most = Encoding.UTF8.GetMaxByteCount(text.Length);
            if (texts.Length < textLength + most)
            {
                Array.Resize(ref texts, Math.Max(textLength + most, Math.Max(1 << 16, texts.Length * 2)));
            }
            var length = Encoding.UTF8.GetBytes(text, texts.AsSpan(textLength));
            (last, lastText) = ((textLength, (ushort)length), text);
            textLength += length;
        }

        public void SortAndWrite(Stream target)
        {
            lines.AsSpan(0, Count).Sort((a, b) => StagedLine.Compare(a, b));
            var buffer = new byte[1 << 20];
            var filled = 0;
            for (var i = 0; i < Count; i++)
            {
                ref var line = ref lines[i];
                var first = i == 0 || lines[i - 1].OrderId != line.OrderId || lines[i - 1].CustomerId != line.CustomerId;
                var text = first ? texts.AsSpan(line.Text, line.TextLength) : default;
                line.TextLength = (ushort)text.Length;
                if (buffer.Length - filled < RunReader.LineBytes + text.Length)
                {
                    target.Write(buffer, 0, filled);
                    filled = 0;
                }
                MemoryMarshal.Write(buffer.AsSpan(filled), in line);
                text.CopyTo(buffer.AsSpan(filled + RunReader.LineBytes));
                filled += RunReader.LineBytes + text.Length;
            }
            target.Write(buffer, 0, filled);
        }

        public void Clear() => (Count, textLength, lastText) = (0, 0, "");
    }
}

/// <summary>A line as it comes out of the sort.</summary>
/// <param name="Line">The line.</param>
/// <param name="OrderText">The order's id; null where an earlier line of the order brought it.</param>
internal readonly record struct SortedLine(StagedLine Line, string? OrderText);
