using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Data.Migrations
{
    /// <inheritdoc />
    public partial class SegmentRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_orders_ordered_at",
                table: "orders");

            migrationBuilder.AddColumn<bool>(
                name: "pinned",
                table: "segmentations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "segment_days",
                columns: table => new
                {
                    segment_id = table.Column<long>(type: "bigint", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    revenue = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_segment_days", x => new { x.segment_id, x.day });
                });

            migrationBuilder.CreateIndex(
                name: "IX_orders_ordered_at",
                table: "orders",
                column: "ordered_at")
                .Annotation("Npgsql:IndexInclude", new[] { "customer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_order_lines_product_id",
                table: "order_lines",
                column: "product_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "segment_days");

            migrationBuilder.DropIndex(
                name: "IX_orders_ordered_at",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "IX_order_lines_product_id",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "pinned",
                table: "segmentations");

            migrationBuilder.CreateIndex(
                name: "IX_orders_ordered_at",
                table: "orders",
                column: "ordered_at");
        }
    }
}
