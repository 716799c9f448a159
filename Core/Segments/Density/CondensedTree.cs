using Core.Estimators;

namespace Core.Segments.Density;

/// <summary>A branch of a <see cref="CondensedTree"/>.</summary>
/// <param name="Parent">The branch that it split off, or −1 for the root, which is branch 0.</param>
/// <param name="Birth">λ at which it appears: 1 / distance; 0 for the root.</param>
/// <param name="Death">The greatest λ at which any of its rows are still together.</param>
/// <param name="Size">Rows at birth.</param>
/// <param name="Stability">Σ over its rows of (λ at which the row leaves − birth), rows in branches that split off leaving at the split.</param>
/// <param name="Label">The cluster that it was selected as, or −1.</param>
public sealed record CondensedBranch(int Parent, double Birth, double Death, int Size, double Stability, int Label);

/// <summary>
/// How clusters appear, lose rows and split as the density λ = 1 / distance rises; splits of fewer than minClusterSize rows are rows that
/// fall out. Rows that coincide would stay together for ever: their λ is that of the smallest distance above 0.
/// Source: Campello, Moulavi and Sander 2013, section 3; McInnes and Healy 2017, section II.C.
/// </summary>
/// <param name="Branches">The root first, every branch after its parent.</param>
/// <param name="BranchOfRow">n branches: the last one that each row belongs to.</param>
/// <param name="DensityOfRow">n values of λ at which each row leaves that branch.</param>
public sealed record CondensedTree(IReadOnlyList<CondensedBranch> Branches, int[] BranchOfRow, double[] DensityOfRow)
{
    /// <summary>How many clusters were selected.</summary>
    public int ClusterCount => Branches.Count == 0 ? 0 : Branches.Max(b => b.Label) + 1;

    /// <summary>For each branch the label of the selected branch that it is or lies below, or −1.</summary>
    public int[] LabelOfBranch()
    {
        var labels = new int[Branches.Count];
        for (var b = 0; b < labels.Length; b++)
        {
            var (parent, own) = (Branches[b].Parent, Branches[b].Label);
            labels[b] = own >= 0 || parent < 0 ? own : labels[parent];
        }
        return labels;
    }

    /// <summary>For each selected cluster the greatest λ of its own branch.</summary>
    internal double[] GreatestDensities()
    {
        var greatest = new double[ClusterCount];
        foreach (var branch in Branches.Where(b => b.Label >= 0))
        {
            greatest[branch.Label] = branch.Death;
        }
        return greatest;
    }

    /// <summary>How many rows a branch has from each λ on, to draw it: from its birth, narrower with every row that leaves, to its end.</summary>
    /// <param name="branch">A position in <see cref="Branches"/>.</param>
    /// <param name="most">At most so many steps, at least 2, spread evenly over the rows that leave.</param>
    public IReadOnlyList<(double Density, int Rows)> Widths(int branch, int most = 100)
    {
        Guard.Range(most, 2, int.MaxValue, nameof(CondensedTree));
        var leaving = new List<(double Density, int Rows)>();
        for (var row = 0; row < BranchOfRow.Length; row++)
        {
            if (BranchOfRow[row] == branch)
            {
                leaving.Add((DensityOfRow[row], 1));
            }
        }
        leaving.AddRange(Branches.Where(b => b.Parent == branch).Select(b => (b.Birth, b.Size)));
        leaving.Sort();
        var steps = new List<(double Density, int Rows)> { (Branches[branch].Birth, Branches[branch].Size) };
        var left = Branches[branch].Size;
        for (var i = 0; i < leaving.Count; i++)
        {
            left -= leaving[i].Rows;
            var last = i == leaving.Count - 1;
            if (last || ((long)(i + 1) * (most - 1) / leaving.Count > (long)i * (most - 1) / leaving.Count))
            {
                steps.Add((leaving[i].Density, left));
            }
        }
        return steps;
    }
}
