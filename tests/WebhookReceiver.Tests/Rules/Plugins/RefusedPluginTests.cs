using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed partial class RefusedPluginTests
{
    private static readonly byte[] Good = EmittedPlugin.Build(new EmittedRule());

    [Fact]
    public async Task An_emitted_plug_in_is_as_good_as_a_compiled_one()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", Good);

        var snapshot = await bench.ScanAsync();

        Assert.Empty(snapshot.Problems);
        Assert.Equal("emitted", Assert.Single(snapshot.Rules).Name);
    }

    [Fact]
    public Task Text_is_not_an_assembly() =>
        IsRefusedAsync(
            "MZ? no."u8.ToArray(),
            "This is not a .NET assembly, or not a whole one. "
                + "Copy the DLL again; copy it under another name first and rename it then."
        );

    [Fact]
    public Task Half_an_assembly_is_none() =>
        IsRefusedAsync(
            Good[..(Good.Length / 2)],
            "This is not a .NET assembly, or not a whole one. "
                + "Copy the DLL again; copy it under another name first and rename it then."
        );

    [Fact]
    public Task An_assembly_for_another_processor_says_so() =>
        IsRefusedAsync(
            EmittedPlugin.ForOtherProcessor(Good),
            RuntimeInformation.ProcessArchitecture == Architecture.Arm64
                ? "It is built for X64, but this process runs on Arm64. Build it for any processor: leave out PlatformTarget and RuntimeIdentifier."
                : "It is built for Arm64, but this process runs on X64. Build it for any processor: leave out PlatformTarget and RuntimeIdentifier."
        );

    [Theory]
    [InlineData(".NETCoreApp,Version=v11.0", ".NET 11.0")]
    [InlineData(".NETFramework,Version=v4.8", ".NETFramework 4.8")]
    public Task An_assembly_for_another_framework_says_so(string framework, string shown) =>
        IsRefusedAsync(
            EmittedPlugin.Build("Emitted", framework, new EmittedRule()),
            $"It is built for {shown}, but this service runs on .NET 10.0. "
                + "Set <TargetFramework>net10.0</TargetFramework> in its project and build it again."
        );

    [Fact]
    public Task A_newer_framework_assembly_is_named() =>
        IsRefusedAsync(
            EmittedPlugin.WithReference(Good, "System.Private.CoreLib", new Version(11, 0, 0, 0)),
            "shop.dll needs System.Private.CoreLib 11.0.0.0, but this service has version 10.0.0.0. "
                + "Build the plug-in against that version of System.Private.CoreLib or an older one."
        );

    [Theory]
    [InlineData("2.0.0.0", "Update this service, or build")]
    [InlineData("1.3.0.0", "Update this service, or build")]
    [InlineData("0.9.0.0", "Build")]
    public Task Another_version_of_the_contract_is_refused_before_code_runs(string version, string fix) =>
        IsRefusedAsync(
            EmittedPlugin.WithReference(
                EmittedPlugin.Build(new EmittedRule { StaticConstructor = EmittedPlugin.Throw }),
                "WebhookReceiver.Abstractions",
                Version.Parse(version)
            ),
            $"shop.dll is built against version {version} of WebhookReceiver.Abstractions, but this service has 1.2.0.0. "
                + $"{fix} the plug-in against version 1.2.0.0."
        );

    [Fact]
    public Task A_missing_dependency_is_named() =>
        IsRefusedAsync(
            NeedingADependency().Plugin,
            "shop.dll needs Shop.Stock 0.0.0.0, which is not in the folder. "
                + "Copy the output of 'dotnet publish' as a whole; Shop.Stock.dll must be part of it."
        );

    [Fact]
    public async Task A_dependency_is_found_in_the_folder()
    {
        var (plugin, dependency) = NeedingADependency();
        await using var bench = new PluginBench();
        bench.Install("shop", dependency, "Shop.Stock.dll");
        bench.Install("shop", plugin);

        var snapshot = await bench.ScanAsync();

        Assert.Empty(snapshot.Problems);
        Assert.Single(snapshot.Rules);
    }

    [Fact]
    public async Task An_older_dependency_than_needed_is_named()
    {
        var (plugin, dependency) = NeedingADependency();
        await using var bench = new PluginBench();
        bench.Install("shop", dependency, "Shop.Stock.dll");
        bench.Install("shop", EmittedPlugin.WithReference(plugin, "Shop.Stock", new Version(2, 1, 0, 0)));

        var snapshot = await bench.ScanAsync();

        Assert.Equal(
            "plugins/shop/shop.dll: shop.dll needs Shop.Stock 2.1.0.0, but the folder has version 0.0.0.0. "
                + "Build the plug-in against that version of Shop.Stock or an older one.",
            PluginBench.ProblemOf(snapshot)
        );
    }

    [Fact]
    public async Task A_copy_of_the_contract_in_the_folder_does_no_harm()
    {
        await using var bench = new PluginBench();
        bench.InstallCopy("shop", typeof(IReplyRule).Assembly.Location, "WebhookReceiver.Abstractions.dll");
        bench.Install("shop", Good);

        var snapshot = await bench.ScanAsync();

        Assert.Empty(snapshot.Problems);
        Assert.Single(snapshot.Rules);
    }
}
