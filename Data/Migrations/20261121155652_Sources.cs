using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Data.Migrations
{
    /// <inheritdoc />
    public partial class Sources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_orders_import_id",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "IX_customers_import_id",
                table: "customers");

            migrationBuilder.AddColumn<string>(
                name: "attributes",
                table: "products",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AlterColumn<double>(
                name: "weekend_share",
                table: "customer_features",
                type: "double precision",
                nullable: true,
                oldClrType: typeof(double),
                oldType: "double precision");

            migrationBuilder.AlterColumn<int>(
                name: "tenure_days",
                table: "customer_features",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AlterColumn<long>(
                name: "revenue_last_90_days",
                table: "customer_features",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "recency_days",
                table: "customer_features",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AlterColumn<int>(
                name: "orders_last_90_days",
                table: "customer_features",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AlterColumn<long>(
                name: "monetary",
                table: "customer_features",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<long>(
                name: "largest_order",
                table: "customer_features",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<double>(
                name: "items_per_order",
                table: "customer_features",
                type: "double precision",
                nullable: true,
                oldClrType: typeof(double),
                oldType: "double precision");

            migrationBuilder.AlterColumn<double>(
                name: "items",
                table: "customer_features",
                type: "double precision",
                nullable: true,
                oldClrType: typeof(double),
                oldType: "double precision");

            migrationBuilder.AlterColumn<int>(
                name: "frequency",
                table: "customer_features",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AlterColumn<int>(
                name: "distinct_products",
                table: "customer_features",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AlterColumn<double>(
                name: "average_order_value",
                table: "customer_features",
                type: "double precision",
                nullable: true,
                oldClrType: typeof(double),
                oldType: "double precision");

            migrationBuilder.AlterColumn<int>(
                name: "active_months",
                table: "customer_features",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AddColumn<int>(
                name: "days_on_device",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "days_since_feedback",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "days_since_interaction",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "days_since_session",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "devices_used",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "dislikes",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "feedback_count",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "feedback_sentiment",
                table: "customer_features",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "interactions",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "interactions_last_30_days",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "likes",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "purchases_per_interaction",
                table: "customer_features",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "session_minutes",
                table: "customer_features",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "sessions",
                table: "customer_features",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "watched_fully_share",
                table: "customer_features",
                type: "double precision",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "changed_days",
                columns: table => new
                {
                    date = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_changed_days", x => x.date);
                });

            migrationBuilder.CreateTable(
                name: "customer_attributes",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    known = table.Column<long>(type: "bigint", nullable: false),
                    distinct_values = table.Column<long>(type: "bigint", nullable: false),
                    values = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customer_attributes", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "daily_sales",
                columns: table => new
                {
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    revenue = table.Column<long>(type: "bigint", nullable: false),
                    orders = table.Column<int>(type: "integer", nullable: false),
                    unique_customers = table.Column<int>(type: "integer", nullable: false),
                    units_sold = table.Column<double>(type: "double precision", nullable: false),
                    refreshed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_daily_sales", x => x.date);
                });

            migrationBuilder.CreateTable(
                name: "device_uses",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    device_id = table.Column<long>(type: "bigint", nullable: false),
                    start_date = table.Column<DateOnly>(type: "date", nullable: false),
                    end_date = table.Column<DateOnly>(type: "date", nullable: true),
                    import_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_uses", x => new { x.customer_id, x.device_id, x.start_date });
                });

            migrationBuilder.CreateTable(
                name: "devices",
                columns: table => new
                {
                    device_id = table.Column<long>(type: "bigint", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    model_name = table.Column<string>(type: "text", nullable: true),
                    vendor_name = table.Column<string>(type: "text", nullable: true),
                    release_date = table.Column<DateOnly>(type: "date", nullable: true),
                    attributes = table.Column<string>(type: "jsonb", nullable: false),
                    import_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_devices", x => x.device_id);
                });

            migrationBuilder.CreateTable(
                name: "engagements",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    engagement_id = table.Column<long>(type: "bigint", nullable: false),
                    movie_id = table.Column<long>(type: "bigint", nullable: true),
                    session_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    minutes = table.Column<double>(type: "double precision", nullable: true),
                    watched_fully = table.Column<bool>(type: "boolean", nullable: true),
                    like_status = table.Column<string>(type: "text", nullable: true),
                    import_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_engagements", x => new { x.customer_id, x.engagement_id });
                });

            migrationBuilder.CreateTable(
                name: "feedback",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    feedback_id = table.Column<long>(type: "bigint", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: true),
                    written_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    source = table.Column<string>(type: "text", nullable: true),
                    source_type = table.Column<string>(type: "text", nullable: false),
                    url = table.Column<string>(type: "text", nullable: true),
                    customer_email = table.Column<string>(type: "text", nullable: true),
                    product_id = table.Column<long>(type: "bigint", nullable: true),
                    rating = table.Column<double>(type: "double precision", nullable: true),
                    label = table.Column<string>(type: "text", nullable: true),
                    text = table.Column<string>(type: "text", nullable: false),
                    attributes = table.Column<string>(type: "jsonb", nullable: false),
                    sentiment = table.Column<double>(type: "double precision", nullable: false),
                    positive = table.Column<double>(type: "double precision", nullable: false),
                    neutral = table.Column<double>(type: "double precision", nullable: false),
                    negative = table.Column<double>(type: "double precision", nullable: false),
                    length = table.Column<int>(type: "integer", nullable: false),
                    words = table.Column<int>(type: "integer", nullable: false),
                    emoji = table.Column<int>(type: "integer", nullable: false),
                    positive_words = table.Column<int>(type: "integer", nullable: false),
                    negative_words = table.Column<int>(type: "integer", nullable: false),
                    import_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feedback", x => new { x.customer_id, x.feedback_id });
                });

            migrationBuilder.CreateTable(
                name: "interactions",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    interaction_id = table.Column<long>(type: "bigint", nullable: false),
                    product_id = table.Column<long>(type: "bigint", nullable: true),
                    event_type = table.Column<string>(type: "text", nullable: false),
                    occurred_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    value = table.Column<long>(type: "bigint", nullable: true),
                    import_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_interactions", x => new { x.customer_id, x.interaction_id });
                });

            migrationBuilder.CreateTable(
                name: "movies",
                columns: table => new
                {
                    movie_id = table.Column<long>(type: "bigint", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    rating = table.Column<string>(type: "text", nullable: true),
                    duration_minutes = table.Column<double>(type: "double precision", nullable: true),
                    genre = table.Column<string>(type: "text", nullable: true),
                    release_year = table.Column<int>(type: "integer", nullable: true),
                    attributes = table.Column<string>(type: "jsonb", nullable: false),
                    import_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_movies", x => x.movie_id);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    title = table.Column<string>(type: "text", nullable: false),
                    sections = table.Column<string>(type: "jsonb", nullable: false),
                    schedule = table.Column<string>(type: "text", nullable: true),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    published_path = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sales_windows",
                columns: table => new
                {
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    data_version = table.Column<string>(type: "text", nullable: false),
                    customers = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sales_windows", x => new { x.first_day, x.last_day });
                });

            migrationBuilder.CreateTable(
                name: "subscriptions",
                columns: table => new
                {
                    subscription_id = table.Column<long>(type: "bigint", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    price = table.Column<long>(type: "bigint", nullable: true),
                    attributes = table.Column<string>(type: "jsonb", nullable: false),
                    import_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subscriptions", x => x.subscription_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_products_import_id",
                table: "products",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "IX_device_uses_import_id",
                table: "device_uses",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "IX_devices_import_id",
                table: "devices",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "IX_engagements_import_id",
                table: "engagements",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "IX_engagements_session_at",
                table: "engagements",
                column: "session_at");

            migrationBuilder.CreateIndex(
                name: "IX_feedback_feedback_id",
                table: "feedback",
                column: "feedback_id");

            migrationBuilder.CreateIndex(
                name: "IX_feedback_import_id",
                table: "feedback",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "IX_feedback_written_at",
                table: "feedback",
                column: "written_at");

            migrationBuilder.CreateIndex(
                name: "IX_interactions_import_id",
                table: "interactions",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "IX_interactions_occurred_at",
                table: "interactions",
                column: "occurred_at");

            migrationBuilder.CreateIndex(
                name: "IX_movies_import_id",
                table: "movies",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "IX_subscriptions_import_id",
                table: "subscriptions",
                column: "import_id");
            // Texts find their customers by address, whatever its case.
            migrationBuilder.Sql("CREATE INDEX ix_customers_address ON customers (lower(email)) WHERE email IS NOT NULL");
            // What came in before there were summaries is added up at the first refresh.
            migrationBuilder.Sql("INSERT INTO changed_days (date) SELECT DISTINCT (ordered_at AT TIME ZONE 'UTC')::date FROM orders");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "changed_days");

            migrationBuilder.DropTable(
                name: "customer_attributes");

            migrationBuilder.DropTable(
                name: "daily_sales");

            migrationBuilder.DropTable(
                name: "device_uses");

            migrationBuilder.DropTable(
                name: "devices");

            migrationBuilder.DropTable(
                name: "engagements");

            migrationBuilder.DropTable(
                name: "feedback");

            migrationBuilder.DropTable(
                name: "interactions");

            migrationBuilder.DropTable(
                name: "movies");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "sales_windows");

            migrationBuilder.DropTable(
                name: "subscriptions");

            migrationBuilder.DropIndex(
                name: "IX_products_import_id",
                table: "products");

            migrationBuilder.DropColumn(
                name: "attributes",
                table: "products");

            migrationBuilder.DropColumn(
                name: "days_on_device",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "days_since_feedback",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "days_since_interaction",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "days_since_session",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "devices_used",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "dislikes",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "feedback_count",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "feedback_sentiment",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "interactions",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "interactions_last_30_days",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "likes",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "purchases_per_interaction",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "session_minutes",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "sessions",
                table: "customer_features");

            migrationBuilder.DropColumn(
                name: "watched_fully_share",
                table: "customer_features");

            migrationBuilder.AlterColumn<double>(
                name: "weekend_share",
                table: "customer_features",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldNullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "tenure_days",
                table: "customer_features",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<long>(
                name: "revenue_last_90_days",
                table: "customer_features",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "recency_days",
                table: "customer_features",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "orders_last_90_days",
                table: "customer_features",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<long>(
                name: "monetary",
                table: "customer_features",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);

            migrationBuilder.AlterColumn<long>(
                name: "largest_order",
                table: "customer_features",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);

            migrationBuilder.AlterColumn<double>(
                name: "items_per_order",
                table: "customer_features",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldNullable: true);

            migrationBuilder.AlterColumn<double>(
                name: "items",
                table: "customer_features",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldNullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "frequency",
                table: "customer_features",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "distinct_products",
                table: "customer_features",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<double>(
                name: "average_order_value",
                table: "customer_features",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldNullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "active_months",
                table: "customer_features",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_import_id",
                table: "orders",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "IX_customers_import_id",
                table: "customers",
                column: "import_id");
        }
    }
}
