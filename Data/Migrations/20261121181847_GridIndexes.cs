using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Data.Migrations
{
    /// <inheritdoc />
    public partial class GridIndexes : Migration
    {
        private static readonly string[] ListedTexts = ["name", "email", "country", "channel"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_customer_attributes",
                table: "customer_attributes");

            migrationBuilder.AddColumn<bool>(
                name: "is_column",
                table: "customer_attributes",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_customer_attributes",
                table: "customer_attributes",
                columns: new[] { "is_column", "name" });

            migrationBuilder.CreateIndex(
                name: "IX_customer_features_frequency_customer_id",
                table: "customer_features",
                columns: new[] { "frequency", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_customer_features_monetary_customer_id",
                table: "customer_features",
                columns: new[] { "monetary", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_customer_features_recency_days_customer_id",
                table: "customer_features",
                columns: new[] { "recency_days", "customer_id" });

            // A text may be longer than an index holds; those that agree so far are in the order of their ids.
            // Orders bring customers of whom neither name nor address is known: these are listed by the primary key, and cost nothing here.
            foreach (var column in ListedTexts)
            {
                migrationBuilder.Sql($"CREATE INDEX ix_customers_{column}_list ON customers (left({column}, 100), customer_id) WHERE left({column}, 100) IS NOT NULL");
            }

            // Of whom the id alone is known: few once a customers file came in, so that the search looks through them.
            migrationBuilder.Sql("CREATE INDEX ix_customers_nameless ON customers (customer_id) WHERE name IS NULL AND email IS NULL");

            // Parts of ids, names and addresses are found by their trigrams. A server of one's own may lack the extension or refuse it;
            // the search then reads all customers, and finds the same.
            migrationBuilder.Sql(
                """
                DO $$
                BEGIN
                    CREATE EXTENSION IF NOT EXISTS pg_trgm;
                    CREATE INDEX ix_customers_search ON customers
                        USING gin (external_id gin_trgm_ops, name gin_trgm_ops, email gin_trgm_ops)
                        WHERE name IS NOT NULL OR email IS NOT NULL;
                EXCEPTION WHEN insufficient_privilege OR undefined_file OR undefined_object OR feature_not_supported THEN
                    RAISE WARNING 'The search for customers works without its index, and slowly from some 100 000 on: %', SQLERRM
                        USING HINT = 'Have an administrator run CREATE EXTENSION pg_trgm, then make the index as the README tells.';
                END
                $$
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX IF EXISTS ix_customers_search");
            migrationBuilder.Sql("DROP INDEX ix_customers_nameless");
            foreach (var column in ListedTexts)
            {
                migrationBuilder.Sql($"DROP INDEX ix_customers_{column}_list");
            }
            migrationBuilder.Sql("DELETE FROM customer_attributes WHERE is_column");

            migrationBuilder.DropIndex(
                name: "IX_customer_features_frequency_customer_id",
                table: "customer_features");

            migrationBuilder.DropIndex(
                name: "IX_customer_features_monetary_customer_id",
                table: "customer_features");

            migrationBuilder.DropIndex(
                name: "IX_customer_features_recency_days_customer_id",
                table: "customer_features");

            migrationBuilder.DropPrimaryKey(
                name: "PK_customer_attributes",
                table: "customer_attributes");

            migrationBuilder.DropColumn(
                name: "is_column",
                table: "customer_attributes");

            migrationBuilder.AddPrimaryKey(
                name: "PK_customer_attributes",
                table: "customer_attributes",
                column: "name");
        }
    }
}
