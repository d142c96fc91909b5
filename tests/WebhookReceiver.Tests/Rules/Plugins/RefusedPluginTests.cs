using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed class RefusedPluginTests
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
    public Task Another_version_of_the_contract_is_refused_before_code_runs(string version, string cure) =>
        IsRefusedAsync(
            EmittedPlugin.WithReference(
                EmittedPlugin.Build(new EmittedRule { StaticConstructor = EmittedPlugin.Throw }),
                "WebhookReceiver.Abstractions",
                Version.Parse(version)
            ),
            $"shop.dll is built against version {version} of WebhookReceiver.Abstractions, but this service has 1.0.0.0. "
                + $"{cure} the plug-in against version 1.0.0.0."
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

    [Fact]
    public async Task A_native_library_is_reported_and_the_rules_serve()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", [1, 2, 3], "runtimes/linux-x64/native/libshop.so");
        bench.Install("shop", Good);

        var snapshot = await bench.ScanAsync();

        Assert.Equal(
            "plugins/shop/shop.dll: Native libraries of a plug-in are not loaded (runtimes/linux-x64/native/libshop.so). "
                + "Use managed packages; if the plug-in works without the library, delete it.",
            PluginBench.ProblemOf(snapshot)
        );
        Assert.Equal(ProblemSeverity.Warning, snapshot.Problems[0].Severity);
        Assert.Single(snapshot.Rules);
    }

    [Fact]
    public Task A_constructor_that_throws_is_named() =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { Constructor = EmittedPlugin.Throw }),
            "The constructor of Emitted.Rule threw InvalidOperationException: the shop is closed (Emitted.Rule..ctor). "
                + "Mend the plug-in or its settings (Plugins:shop) and copy it again."
        );

    [Fact]
    public Task A_static_constructor_that_throws_is_unwrapped() =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { StaticConstructor = EmittedPlugin.Throw }),
            "The constructor of Emitted.Rule threw InvalidOperationException: the shop is closed (Emitted.Rule..cctor). "
                + "Mend the plug-in or its settings (Plugins:shop) and copy it again."
        );

    [Fact]
    public Task A_constructor_that_wants_too_much_is_told_what_there_is() =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { ConstructorTakes = [typeof(HttpClient)] }),
            "Emitted.Rule cannot be made: Unable to resolve service for type 'System.Net.Http.HttpClient' while attempting to "
                + "activate 'Emitted.Rule'. Give it one public constructor that takes only ILogger<T>, IConfiguration, "
                + "IHttpClientFactory and TimeProvider."
        );

    [Fact]
    public Task A_dll_without_rules_is_reported() =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { IsRule = false, ConstructorTakes = [typeof(IReplyRule)] }),
            "It has no rules: no class in it implements IReplyRule. "
                + "Implement IReplyRule in a class that is not abstract and not generic."
        );

    [Fact]
    public Task A_dll_without_the_contract_is_reported() =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { IsRule = false }),
            "It has no rules: it does not refer to WebhookReceiver.Abstractions. "
                + "Implement IReplyRule; if this DLL is a dependency, put it into the folder of the plug-in that uses it."
        );

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData(null)]
    public Task A_rule_needs_a_name(string? name) =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { Name = name }),
            "The Name of Emitted.Rule is empty or holds control characters. Return a short, constant text."
        );

    [Fact]
    public async Task Getters_that_throw_are_reported()
    {
        await IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { NameGetter = EmittedPlugin.Throw }),
            Expected("Name")
        );
        await IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { StageGetter = EmittedPlugin.Throw }),
            Expected("Stage")
        );
        await IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { PriorityGetter = EmittedPlugin.Throw }),
            Expected("Priority")
        );

        static string Expected(string getter) =>
            "Name, Stage or Priority of Emitted.Rule threw InvalidOperationException: the shop is closed "
            + $"(Emitted.Rule.get_{getter}). Return constant values; do the work in the constructor or in ReplyAsync.";
    }

    [Fact]
    public Task A_stage_that_is_none_is_reported() =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { StageGetter = EmittedPlugin.Return(42) }),
            "The Stage of rule 'emitted' is 42, which is none. Return one of Before, Main, SmallTalk and Fallback."
        );

    [Fact]
    public Task Two_rules_of_one_plug_in_need_two_names() =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule(), new EmittedRule { Type = "Emitted.Other" }),
            "It has several rules with the name 'emitted'. Give each its own Name."
        );

    [Fact]
    public async Task A_name_that_two_plug_ins_use_belongs_to_the_first()
    {
        await using var bench = new PluginBench();
        bench.Install("a", Good);
        bench.Install("b", Good);

        var snapshot = await bench.ScanAsync();

        Assert.Equal("a", ((GuardedRule)Assert.Single(snapshot.Rules)).Plugin);
        Assert.Equal(
            "plugins/b/b.dll: rule 'emitted': plugins/a/a.dll has a rule with this name too, so this one is not asked. "
                + "Give one of them another Name.",
            PluginBench.ProblemOf(snapshot)
        );
    }

    [Fact]
    public async Task Only_dlls_on_the_list_are_loaded_and_the_hash_is_printed()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Good));
        await using var open = new PluginBench(rules => rules.Plugins.Allow.Add(hash.ToUpperInvariant()));
        await using var closed = new PluginBench(rules => rules.Plugins.Allow.Add(new string('0', 64)));
        open.Install("shop", Good);
        closed.Install("shop", Good);

        Assert.Single((await open.ScanAsync()).Rules);
        var snapshot = await closed.ScanAsync();

        Assert.Empty(snapshot.Rules);
        Assert.Equal(
            $"plugins/shop/shop.dll: Not on the list of allowed DLLs: shop.dll with SHA-256 {hash}. "
                + "If you trust it, add the hash to Rules:Plugins:Allow.",
            PluginBench.ProblemOf(snapshot)
        );
    }

    [Fact]
    public async Task A_broken_plug_in_does_not_touch_the_others()
    {
        await using var bench = new PluginBench();
        bench.Install("broken", EmittedPlugin.Build(new EmittedRule { Constructor = EmittedPlugin.Throw }));
        bench.Install("good", Good);

        var snapshot = await bench.ScanAsync();

        Assert.Equal("good", ((GuardedRule)Assert.Single(snapshot.Rules)).Plugin);
        Assert.Single(snapshot.Problems);
    }

    private static async Task IsRefusedAsync(byte[] dll, string expected)
    {
        await using var bench = new PluginBench();
        bench.Install("shop", dll);

        var snapshot = await bench.ScanAsync();

        Assert.Empty(snapshot.Rules);
        Assert.Equal($"plugins/shop/shop.dll: {expected}", PluginBench.ProblemOf(snapshot));
        Assert.Equal(ProblemSeverity.Error, snapshot.Problems[0].Severity);
    }

    /// <summary>A plug-in whose rule derives from a class in another assembly.</summary>
    private static (byte[] Plugin, byte[] Dependency) NeedingADependency()
    {
        var dependency = EmittedPlugin.Build(
            "Shop.Stock",
            null,
            new EmittedRule
            {
                Type = "Shop.Stock",
                IsRule = false,
                IsOpen = true,
            }
        );
        var context = new AssemblyLoadContext("to compile against", isCollectible: true);
        var parent = context.LoadFromStream(new MemoryStream(dependency)).GetType("Shop.Stock")!;
        var plugin = EmittedPlugin.Build(new EmittedRule { Parent = parent });
        context.Unload();
        return (plugin, dependency);
    }
}
