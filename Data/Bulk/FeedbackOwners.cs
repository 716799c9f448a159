namespace Data.Bulk;

/// <summary>Whose a text is: the customer that the file names, else the one with the same address, else nobody's (customer 0).</summary>
internal static class FeedbackOwners
{
    public const string FindInStaging = $"""
        UPDATE {RecordMergeSql.Staging} s SET customer_id = c.customer_id
        FROM (SELECT lower(email) AS address, min(customer_id) AS customer_id FROM customers WHERE email IS NOT NULL GROUP BY 1) c
        WHERE s.customer_id = 0 AND lower(s.customer_email) = c.address
        """;

    // The customer leads the key, so a text that has found its owner would stand twice.
    public const string TakeFromFormerOwners = $"""
        DELETE FROM feedback f USING {RecordMergeSql.Staging} s
        WHERE f.feedback_id = s.feedback_id AND f.customer_id <> s.customer_id
        """;

    /// <summary>After customers came in: texts of nobody known whose address is now a customer's.</summary>
    public static string GiveToNewCustomers(RecordTable feedback)
    {
        var columns = string.Join(
            ", ",
            feedback
                .Columns.Select(c => c.Target)
                .Where(c => c != "customer_id")
                .Concat(TextFigures.Names)
                .Concat(["attributes", "external_id", "import_id"])
        );
        return $"""
            WITH moved AS (
                DELETE FROM feedback f
                USING (SELECT lower(email) AS address, min(customer_id) AS customer_id FROM {RecordMergeSql.Staging}
                       WHERE email IS NOT NULL GROUP BY 1) c
                WHERE f.customer_id = 0 AND lower(f.customer_email) = c.address
                RETURNING c.customer_id AS owner, f.*
            )
            INSERT INTO feedback (customer_id, {columns}) SELECT owner, {columns} FROM moved
            ON CONFLICT (customer_id, feedback_id) DO NOTHING
            """;
    }
}
