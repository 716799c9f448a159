using System.Reflection;
using System.Text.RegularExpressions;
using Core.Customers;
using Xunit;

namespace Tests;

/// <summary>Who may know whom: the rules that keep engines plain, storage free of the web, and features apart from each other.</summary>
public sealed partial class LayerTests
{
    private const int MostLines = 400;
    private static readonly string[] Brought = [".git", "bin", "obj", "node_modules"];
    private static readonly string[] BroughtPaths = ["App/wwwroot/_framework/", "App/wwwroot/lib/", "App/wwwroot/js/", "Data/Migrations/"];
    private static readonly string[] Sources = [".cs", ".razor", ".js", ".ts", ".css", ".html", ".cshtml"];

    private sealed record Source(string Path, string Text);

    [Fact]
    public void Core_knows_the_BCL_and_MathNet_only() =>
        Assert.All(
            typeof(FeatureMatrix).Assembly.GetReferencedAssemblies(),
            a => Assert.Matches(@"^(System(\..+)?|netstandard|mscorlib|MathNet\.Numerics)$", a.Name)
        );

    [Fact]
    public void Data_knows_nothing_of_the_web_or_the_app() =>
        Assert.All(
            Assembly.Load("Data").GetReferencedAssemblies(),
            a => Assert.DoesNotMatch(@"^(Microsoft\.AspNetCore\b|Radzen|App$)", a.Name)
        );

    [Fact]
    public void Features_do_not_name_each_other() =>
        Assert.Empty(Files().SelectMany(f => OtherFeatures(f.Path, f.Text).Select(other => $"{f.Path} names {other}")));

    [Fact]
    public void Features_do_not_hold_each_others_types()
    {
        var types = Assembly.Load("App").GetTypes().Where(t => FeatureOf(t) is not null);

        Assert.Empty(
            types.SelectMany(type =>
                Used(type)
                    .Select(FeatureOf)
                    .Where(other => other is not null && other != FeatureOf(type))
                    .Select(other => $"{type.FullName} holds a type of {other}")
            )
        );
    }

    /// <summary>Besides the module only the test that measures what plotly.js takes with nothing of ours around it.</summary>
    [Fact]
    public void Only_the_chart_module_talks_to_Plotly() =>
        Assert.Equal(
            ["Tests/Journeys/ExplorerSpeedTests.cs"],
            Files().Where(f => !f.Path.StartsWith("wwwroot-assets/src/") && CallsPlotly(f.Text)).Select(f => f.Path)
        );

    [Fact]
    public void No_file_is_long() =>
        Assert.Empty(Files().Where(f => f.Text.Count(c => c == '\n') > MostLines).Select(f => $"{f.Path} is over {MostLines} lines"));

    [Fact]
    public void The_rules_see_what_they_are_there_for()
    {
        Assert.Equal(
            ["Churn"],
            OtherFeatures("App/Features/Segments/Page.razor", "@using App.Features.Churn\n@using App.Features.Segments.Parts")
        );
        Assert.Empty(OtherFeatures("App/Shell/Menu.razor", "@using App.Features.Churn"));
        Assert.True(CallsPlotly("window.Plotly" + ".react(element)"));
        Assert.Contains(Files(), f => f.Path == "Core/Customers/FeatureMatrix.cs");
        Assert.Contains(typeof(Source), Used(typeof(LayerTests)));
    }

    private static IEnumerable<string> OtherFeatures(string path, string text)
    {
        var own = FeatureFolder().Match(path).Groups[1].Value;
        return own.Length == 0 ? [] : FeatureName().Matches(text).Select(m => m.Groups[1].Value).Where(name => name != own).Distinct();
    }

    private static bool CallsPlotly(string text) => PlotlyCall().IsMatch(text);

    private static string? FeatureOf(Type type) =>
        FeatureName().Match(type.FullName ?? "") is { Success: true } m ? m.Groups[1].Value : null;

    /// <summary>Types in the bases, members, signatures and local variables of a type; its lambdas and state machines are nested types.</summary>
    private static IEnumerable<Type> Used(Type type)
    {
        const BindingFlags all =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all)).ToList();
        IEnumerable<Type?> used =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetFields(all).Select(f => f.FieldType),
            .. type.GetProperties(all).Select(p => p.PropertyType),
            .. methods.SelectMany(m => m.GetParameters().Select(p => p.ParameterType)),
            .. methods.OfType<MethodInfo>().Select(m => m.ReturnType),
            .. methods.SelectMany(m => m.GetMethodBody()?.LocalVariables.Select(l => l.LocalType) ?? []),
        ];
        return used.OfType<Type>().SelectMany(Unwrapped);
    }

    private static IEnumerable<Type> Unwrapped(Type type) =>
        type.HasElementType ? Unwrapped(type.GetElementType()!) : [type, .. type.GetGenericArguments().SelectMany(Unwrapped)];

    private static List<Source> Files()
    {
        var root = Root();
        return
        [
            .. Walk(new DirectoryInfo(root))
                .Where(f => Sources.Contains(f.Extension))
                .Select(f => (Path: Path.GetRelativePath(root, f.FullName).Replace('\\', '/'), File: f))
                .Where(f => !BroughtPaths.Any(f.Path.StartsWith))
                .Select(f => new Source(f.Path, File.ReadAllText(f.File.FullName))),
        ];
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(d => !Brought.Contains(d.Name)).SelectMany(Walk));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CustomerSegmentation.sln")))
        {
            folder = folder.Parent;
        }
        Assert.NotNull(folder);
        return folder.FullName;
    }

    [GeneratedRegex(@"^App/Features/(\w+)/")]
    private static partial Regex FeatureFolder();

    [GeneratedRegex(@"\bApp\.Features\.(\w+)")]
    private static partial Regex FeatureName();

    [GeneratedRegex(@"\bPlotly\.\w")]
    private static partial Regex PlotlyCall();
}
