namespace Core.Segments;

/// <summary>
/// The assignment of rows to columns with the largest total gain, each used once at most. O(n³) by shortest augmenting paths.
/// Source: Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38, 1987.
/// </summary>
internal static class OptimalAssignment
{
    /// <param name="gains">Rows × columns, finite.</param>
    /// <returns>The column of each row, or −1 where there are fewer columns than rows.</returns>
    public static int[] Maximize(double[,] gains)
    {
        var (rows, columns) = (gains.GetLength(0), gains.GetLength(1));
        var size = Math.Max(rows, columns);
        // Rows and columns from 1; column 0 holds the row that is being placed.
        var (rowPrice, columnPrice) = (new double[size + 1], new double[size + 1]);
        var rowOf = new int[size + 1];
        var previous = new int[size + 1];
        double Cost(int row, int column) => row <= rows && column <= columns ? -gains[row - 1, column - 1] : 0;
        for (var row = 1; row <= size; row++)
        {
            rowOf[0] = row;
            var column = 0;
            var least = new double[size + 1];
            Array.Fill(least, double.PositiveInfinity);
            var visited = new bool[size + 1];
            do
            {
                visited[column] = true;
                var (from, step, next) = (rowOf[column], double.PositiveInfinity, 0);
                for (var c = 1; c <= size; c++)
                {
                    if (visited[c])
                    {
                        continue;
                    }
                    var reduced = Cost(from, c) - rowPrice[from] - columnPrice[c];
                    if (reduced < least[c])
                    {
                        (least[c], previous[c]) = (reduced, column);
                    }
                    if (least[c] < step)
                    {
                        (step, next) = (least[c], c);
                    }
                }
                for (var c = 0; c <= size; c++)
                {
                    if (visited[c])
                    {
                        rowPrice[rowOf[c]] += step;
                        columnPrice[c] -= step;
                    }
                    else
                    {
                        least[c] -= step;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            for (; column != 0; column = previous[column])
            {
                rowOf[column] = rowOf[previous[column]];
            }
        }
        var assigned = new int[rows];
        Array.Fill(assigned, -1);
        for (var column = 1; column <= columns; column++)
        {
            if (rowOf[column] <= rows)
            {
                assigned[rowOf[column] - 1] = column - 1;
            }
        }
        return assigned;
    }
}
