using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

/// <summary>Files that are no .NET assemblies, or not those that the plug-in was built against.</summary>
public sealed partial class RefusedPluginTests
{
    [Fact]
    public Task A_native_library_is_no_plug_in() =>
        IsRefusedAsync(
            EmittedPlugin.WithoutMetadata(Good),
            "This is a native library, not a .NET assembly. Put the DLL of a .NET class library there."
        );

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "plugins/shop/shop.dll: stock.dll is not a .NET assembly. Copy it again, or delete it.")]
    public async Task A_file_beside_it_that_is_no_dll_is_reported_and_the_rules_serve(bool isNative, string told)
    {
        await using var bench = new PluginBench();
        bench.Install("shop", isNative ? EmittedPlugin.WithoutMetadata(Good) : [1, 2, 3], "stock.dll");
        bench.Install("shop", Good);

        var snapshot = await bench.ScanAsync();

        Assert.Equal(told, string.Join('\n', snapshot.Problems));
        Assert.All(snapshot.Problems, problem => Assert.Equal(ProblemSeverity.Warning, problem.Severity));
        Assert.Single(snapshot.Rules);
    }

    [Fact]
    public async Task A_dependency_without_the_class_that_is_needed_is_named()
    {
        await using var bench = new PluginBench();
        bench.Install(
            "shop",
            EmittedPlugin.Build("Shop.Stock", null, new EmittedRule { Type = "Shop.Other", IsRule = false }),
            "Shop.Stock.dll"
        );
        bench.Install("shop", NeedingADependency().Plugin);

        var snapshot = await bench.ScanAsync();

        Assert.Empty(snapshot.Rules);
        var told = PluginBench.ProblemOf(snapshot);
        Assert.StartsWith(
            "plugins/shop/shop.dll: A type or dependency cannot be loaded: Could not load type 'Shop.Stock' ",
            told,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            " Copy the output of 'dotnet publish' as a whole, built against the versions that are in the folder.",
            told,
            StringComparison.Ordinal
        );
    }
}
