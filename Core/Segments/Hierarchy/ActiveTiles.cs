using Core.Customers;
using Core.Segments.Density;

namespace Core.Segments.Hierarchy;

/// <summary>
/// Points that disappear one after the other, in the order of their numbers, in tiles of 32 as <see cref="TileKernel"/> reads them. When a
/// quarter has gone the rest moves together, so that scans shorten as merges are made.
/// </summary>
internal sealed class ActiveTiles
{
    private const int Width = KdTree.LeafRows;
    private readonly double[] tiles;
    private readonly double gone;
    private readonly int[] positionOf;
    private readonly int[] pointAt;
    private int stored;
    private int left;

    /// <param name="data">n × p.</param>
    /// <param name="value">The value of each point at first.</param>
    /// <param name="gone">The value at positions where there is no point; their coordinates are +∞.</param>
    public ActiveTiles(FeatureMatrix data, double value, double gone)
    {
        this.gone = gone;
        (Columns, stored, left) = (data.Columns, data.Rows, data.Rows);
        var capacity = (data.Rows + Width - 1) / Width * Width;
        tiles = new double[capacity * Columns];
        Array.Fill(tiles, double.PositiveInfinity);
        Values = new double[capacity];
        Array.Fill(Values, gone);
        Values.AsSpan(0, stored).Fill(value);
        positionOf = [.. Enumerable.Range(0, stored)];
        pointAt = [.. positionOf];
        for (var j = 0; j < Columns; j++)
        {
            var column = data.Column(j);
            for (var i = 0; i < column.Length; i++)
            {
                tiles[At(i, j)] = column[i];
            }
        }
    }

    public int Columns { get; }

    public int Tiles => (stored + Width - 1) / Width;

    /// <summary>One value for each position, such as a size.</summary>
    public double[] Values { get; }

    /// <summary>The first point that is left.</summary>
    public int First => pointAt[Array.FindIndex(Values, 0, stored, v => !v.Equals(gone))];

    public ReadOnlySpan<double> Tile(int tile) => tiles.AsSpan(tile * Width * Columns, Width * Columns);

    public int PositionOf(int point) => positionOf[point];

    public int PointAt(int position) => pointAt[position];

    /// <summary>Coordinate <paramref name="column"/> of a point.</summary>
    public ref double Coordinate(int point, int column) => ref tiles[At(positionOf[point], column)];

    /// <summary>Writes a point as lane 0 of a tile.</summary>
    public void CopyTo(int point, Span<double> tile)
    {
        for (var j = 0; j < Columns; j++)
        {
            tile[j * Width] = tiles[At(positionOf[point], j)];
        }
    }

    public void Remove(int point)
    {
        var position = positionOf[point];
        Clear(position);
        left--;
        if (left < stored - stored / 4 && stored > Width)
        {
            Compact();
        }
    }

    private int At(int position, int column) => (position / Width * Columns + column) * Width + position % Width;

    private void Clear(int position)
    {
        Values[position] = gone;
        for (var j = 0; j < Columns; j++)
        {
            tiles[At(position, j)] = double.PositiveInfinity;
        }
    }

    private void Compact()
    {
        var to = 0;
        for (var from = 0; from < stored; from++)
        {
            if (Values[from].Equals(gone))
            {
                continue;
            }
            if (from != to)
            {
                Values[to] = Values[from];
                pointAt[to] = pointAt[from];
                positionOf[pointAt[to]] = to;
                for (var j = 0; j < Columns; j++)
                {
                    tiles[At(to, j)] = tiles[At(from, j)];
                }
            }
            to++;
        }
        var before = stored;
        stored = to;
        for (var position = to; position < before; position++)
        {
            Clear(position);
        }
    }
}
