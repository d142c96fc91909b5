using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed partial class RefusedPluginTests
{
    [Fact]
    public Task A_constructor_that_throws_is_named() =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { Constructor = EmittedPlugin.Throw }),
            "The constructor of Emitted.Rule threw InvalidOperationException: the shop is closed (Emitted.Rule..ctor). "
                + "Fix the plug-in or its settings (Plugins:shop) and copy it again."
        );

    [Fact]
    public Task A_static_constructor_that_throws_is_unwrapped() =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { StaticConstructor = EmittedPlugin.Throw }),
            "The constructor of Emitted.Rule threw InvalidOperationException: the shop is closed (Emitted.Rule..cctor). "
                + "Fix the plug-in or its settings (Plugins:shop) and copy it again."
        );

    [Fact]
    public Task A_constructor_that_wants_too_much_is_told_what_there_is() =>
        IsRefusedAsync(
            EmittedPlugin.Build(new EmittedRule { ConstructorTakes = [typeof(HttpClient)] }),
            "Emitted.Rule cannot be made: Unable to resolve service for type 'System.Net.Http.HttpClient' while attempting to "
                + "activate 'Emitted.Rule'. Give it one public constructor that takes only ILogger<T>, IConfiguration, IOptions<T>, "
                + "IHttpClientFactory, TimeProvider and IMessageSender."
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
            "The Stage of rule 'emitted' is 42, which is not a stage. Return one of Before, Main, SmallTalk and Fallback."
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

        Assert.Equal("a", ((PluginRuleProxy)Assert.Single(snapshot.Rules)).Plugin);
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

        Assert.Equal("good", ((PluginRuleProxy)Assert.Single(snapshot.Rules)).Plugin);
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
