using System.IO.Compression;
using System.Text;
using Core.Cleaning;
using Data.Bulk;
using Data.Tables;
using Tests.Data;

namespace Tests.Imports;

/// <summary>Brings contents in as files, the way the program does, and looks into the tables.</summary>
internal sealed class ImportDesk(TestDatabase database)
{
    // What the program adds up from the data.
    private static readonly string[] MadeOfThem = ["daily_sales", "customer_features"];

    private static readonly string[] DataTables =
    [
        "order_lines",
        "orders",
        "customers",
        "products",
        "interactions",
        "engagements",
        "device_uses",
        "feedback",
        "import_issues",
        "changed_days",
    ];

    public Task<ImportResult> RunAsync(
        string text,
        CleaningOptions? options = null,
        string? kind = null,
        Dictionary<string, string>? mapping = null,
        string source = "file"
    ) => RunAsync(Encoding.UTF8.GetBytes(text), options, kind, mapping, source);

    public async Task<ImportResult> RunAsync(
        byte[] content,
        CleaningOptions? options = null,
        string? kind = null,
        Dictionary<string, string>? mapping = null,
        string source = "file"
    )
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, content);
            var plan = ImportPlan.For(path, kind, mapping, options ?? new CleaningOptions());
            return await ImportRun.RunAsync(database.Source, await NewImportAsync(plan.Kind.Key, source), path, plan);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public async Task<T> OneAsync<T>(string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<List<string>> ListAsync(string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i))));
        }
        return rows;
    }

    /// <summary>The number of rows in all tables that an import writes.</summary>
    public Task<long> RowsAsync() =>
        OneAsync<long>(
            "SELECT " + string.Join(" + ", DataTables.Where(t => t != "changed_days").Select(t => $"(SELECT count(*) FROM {t})"))
        );

    public async Task ClearAsync()
    {
        await using var command = database.Source.CreateCommand(
            string.Join(';', DataTables.Concat(MadeOfThem).Select(t => $"DELETE FROM {t}"))
        );
        await command.ExecuteNonQueryAsync();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }
        return packed.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return packed.ToArray();
    }

    /// <summary>The smallest workbook that is one: a sheet of rows; numbers become numbers, all else inline texts.</summary>
    public static byte[] Workbook(params string[][] rows)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string package = "http://schemas.openxmlformats.org/package/2006";
        var cells = rows.Select((row, r) => $"<row r=\"{r + 1}\">{string.Concat(row.Select((text, c) => Cell(text, r, c)))}</row>");
        return Zip(
            (
                "[Content_Types].xml",
                Xml(
                    $"<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"
                )
            ),
            ("_rels/.rels", Relation($"{office}/officeDocument", "xl/workbook.xml")),
            ("xl/_rels/workbook.xml.rels", Relation($"{office}/worksheet", "worksheets/sheet1.xml")),
            (
                "xl/workbook.xml",
                Xml(
                    $"<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                )
            ),
            ("xl/worksheets/sheet1.xml", Xml($"<worksheet xmlns=\"{main}\"><sheetData>{string.Concat(cells)}</sheetData></worksheet>"))
        );

        byte[] Relation(string type, string target) =>
            Xml(
                $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{type}\" Target=\"{target}\"/></Relationships>"
            );
        static byte[] Xml(string text) => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text);
        static string Cell(string text, int row, int column) =>
            double.TryParse(text, out _)
                ? $"<c r=\"{(char)('A' + column)}{row + 1}\"><v>{text}</v></c>"
                : $"<c r=\"{(char)('A' + column)}{row + 1}\" t=\"inlineStr\"><is><t>{System.Security.SecurityElement.Escape(text)}</t></is></c>";
    }

    /// <summary>The workbook with another sheet.</summary>
    public static byte[] WithSheet(byte[] workbook, byte[] sheet)
    {
        using var packed = new MemoryStream();
        packed.Write(workbook);
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var entry = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            entry.Write(sheet);
        }
        return packed.ToArray();
    }

    public async Task<long> NewImportAsync(string kind, string source)
    {
        await using var db = database.Context();
        var import = new ImportRow
        {
            Kind = kind,
            Source = source,
            FileName = "test",
            StoredPath = "",
            Sha256 = "",
            State = "running",
        };
        db.Imports.Add(import);
        await db.SaveChangesAsync();
        return import.Id;
    }
}
