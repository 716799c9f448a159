using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Core.Estimators;

namespace Core.Experiments;

/// <summary>
/// Who gets which variant, decided by a salted hash: the same customer always gets the same answer, nothing has to be stored first, and
/// another salt (another campaign) deals anew. SHA-256 of the UTF-8 of salt + ":" + id; its first 53 bits are a number in [0, 1).
/// Numbers below <see cref="Holdout"/> are held out; the rest is shared out by the weights, first variant first.
/// Source of the method: Kohavi, Tang and Xu, "Trustworthy Online Controlled Experiments", 2020, section 4 ("Variant assignment").
/// </summary>
public sealed class Assignment
{
    /// <summary>What <see cref="Variant(string)"/> answers for a customer who gets nothing, so that there is somebody to compare with.</summary>
    public const int HeldOut = -1;

    private readonly double[] ends;

    /// <param name="salt">Any text that no other experiment uses, such as the campaign's id.</param>
    /// <param name="weights">One per variant, finite, at least 0, one above 0; only their proportions matter.</param>
    /// <param name="holdout">Share held out, 0 … 1. Default 0.</param>
    /// <exception cref="ArgumentException">The weights are not as described.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The holdout is not in [0, 1].</exception>
    public Assignment(string salt, IReadOnlyList<double> weights, double holdout = 0)
    {
        ArgumentNullException.ThrowIfNull(salt);
        Salt = salt;
        Holdout = Guard.Range(holdout, 0, 1, nameof(Assignment));
        Weights.RequireValid(weights, nameof(Assignment));
        var total = weights.Sum();
        ends = new double[weights.Count];
        var sum = 0.0;
        for (var i = 0; i < ends.Length; i++)
        {
            sum += weights[i];
            ends[i] = holdout + (1 - holdout) * (sum / total);
        }
    }

    public string Salt { get; }

    public double Holdout { get; }

    /// <summary>0 … variants − 1, or <see cref="HeldOut"/>.</summary>
    /// <param name="customerId">The id as the outside system writes it.</param>
    public int Variant(string customerId)
    {
        var position = Position(Salt, customerId);
        if (position < Holdout)
        {
            return HeldOut;
        }
        var variant = Array.FindIndex(ends, end => position < end);
        // Rounding may leave the last end a hair below 1; a variant of weight 0 must still get nobody.
        return variant >= 0 ? variant
            : Holdout < 1 ? Array.FindIndex(ends, end => end == ends[^1])
            : HeldOut;
    }

    /// <summary>The number in [0, 1) of a customer under a salt.</summary>
    public static double Position(string salt, string customerId)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}:{customerId}"), digest);
        return (BinaryPrimitives.ReadUInt64BigEndian(digest) >> 11) * (1.0 / (1UL << 53));
    }
}
