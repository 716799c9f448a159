using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace App.Features.Explorer;

/// <summary>A group of points with its place in the legend.</summary>
public sealed record PointGroup(string Name, string Colour, string Symbol);

/// <summary>How much a feature adds to the two principal components.</summary>
public sealed record Loading(string Feature, string Label, double First, double Second);

/// <summary>Every customer as a point: position, size in pixels, and a group or a value for the colour.</summary>
public sealed record PointSet(
    float[] X,
    float[] Y,
    float[] Size,
    float[] Colour,
    string[] Ids,
    IReadOnlyList<PointGroup>? Groups,
    IReadOnlyList<Loading> Loadings,
    IReadOnlyList<double> ExplainedShare
)
{
    /// <summary>
    /// For the browser: int32 n, int32 colours are values (1) or groups (0), float32 x[n], y[n], size[n], colour[n], ids one a line.
    /// Little-endian, as every browser's machine.
    /// </summary>
    public byte[] ToBytes()
    {
        var n = X.Length;
        var ids = Encoding.UTF8.GetBytes(string.Join('\n', Ids.Select(i => i.ReplaceLineEndings(" "))));
        var bytes = new byte[8 + 16 * n + ids.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, n);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Groups is null ? 1 : 0);
        var at = 8;
        foreach (var column in new[] { X, Y, Size, Colour })
        {
            MemoryMarshal.AsBytes(column.AsSpan()).CopyTo(bytes.AsSpan(at));
            at += 4 * n;
        }
        ids.CopyTo(bytes, at);
        return bytes;
    }

    /// <summary>The positions of the points inside an outline given in data units.</summary>
    /// <param name="outlineX">Corners; the outline closes by itself.</param>
    /// <param name="outlineY">As many.</param>
    /// <param name="logX">Whether the axis was logarithmic: a straight edge on the screen is then straight in the logarithm.</param>
    /// <param name="logY">The same.</param>
    public List<int> Inside(double[] outlineX, double[] outlineY, bool logX, bool logY)
    {
        var px = outlineX.Select(v => logX ? Math.Log10(v) : v).ToArray();
        var py = outlineY.Select(v => logY ? Math.Log10(v) : v).ToArray();
        var (left, right, bottom, top) = (px.Min(), px.Max(), py.Min(), py.Max());
        List<int> inside = [];
        for (var i = 0; i < X.Length; i++)
        {
            var x = logX ? Math.Log10(X[i]) : X[i];
            var y = logY ? Math.Log10(Y[i]) : Y[i];
            if (x >= left && x <= right && y >= bottom && y <= top && Contains(px, py, x, y))
            {
                inside.Add(i);
            }
        }
        return inside;
    }

    // Even–odd rule (Shimrat 1962): a ray to the right crosses the outline an odd number of times.
    private static bool Contains(double[] px, double[] py, double x, double y)
    {
        var inside = false;
        for (int i = 0, j = px.Length - 1; i < px.Length; j = i++)
        {
            if (py[i] > y != py[j] > y && x < (px[j] - px[i]) * (y - py[i]) / (py[j] - py[i]) + px[i])
            {
                inside = !inside;
            }
        }
        return inside;
    }
}
