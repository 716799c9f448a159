using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Tests;

/// <summary>bUnit's AngleSharp.Diffing is referenced by file (see Tests.csproj), so the loader must be told where it lies.</summary>
internal static class AssemblyResolution
{
    [ModuleInitializer]
    internal static void Register() =>
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "AngleSharp.Diffing"
                ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll"))
                : null;
}
