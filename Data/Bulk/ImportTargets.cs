using Core.Cleaning;
using Data.Sources;

namespace Data.Bulk;

/// <summary>Which target a kind of file has.</summary>
internal static class ImportTargets
{
    public static IImportTarget For(ImportPlan plan, FileColumns columns) =>
        plan.Kind == ImportKind.Orders
            ? new OrderImport(new OrderLineRules(columns, plan.Options, plan.DateOrder), columns, plan.Options)
            : new RecordImport(
                RecordTable.Of(plan.Kind),
                new RecordRules(plan.Kind, columns, plan.Options, plan.Readings),
                new RowDuplicates(plan.Options.ExactDuplicates, columns),
                plan.Options,
                plan.Kind == ImportKind.Feedback ? new TextFigures(LexiconFiles.Analyzer) : null
            );
}
