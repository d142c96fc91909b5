using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Tests.Rules.Plugins;

/// <summary>What people expect of .NET works in a plug-in too.</summary>
public sealed class PluginServicesTests
{
    private static readonly string NativeSqlite = Path.Combine(
        AppContext.BaseDirectory,
        NativeFolder(),
        "libe_sqlite3.so"
    );

    [Theory]
    [InlineData("libshopsum.so")]
    [InlineData("shopsum.so")]
    [InlineData("RUNTIMES/libshopsum.so")]
    public async Task A_native_library_in_its_folder_is_loaded(string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library at hand is one of Linux.");
        await using var bench = new PluginBench();
        bench.InstallCopy(
            "shop",
            NativeSqlite,
            file.Replace(
                "RUNTIMES",
                $"runtimes/{RuntimeInformation.RuntimeIdentifier}/native",
                StringComparison.Ordinal
            )
        );
        bench.Install("shop", EmittedPlugin.Build(new EmittedRule { Constructor = LoadNative("shopsum") }));

        var snapshot = await bench.ScanAsync();

        Assert.Equal("", string.Join('\n', snapshot.Problems));
        Assert.Single(snapshot.Rules);
    }

    [Fact]
    public async Task A_native_library_that_is_not_there_is_named()
    {
        await using var bench = new PluginBench();
        bench.Install("shop", EmittedPlugin.Build(new EmittedRule { Constructor = LoadNative("shopsum") }));

        var snapshot = await bench.ScanAsync();

        Assert.Contains(
            "Unable to load shared library 'shopsum'",
            PluginBench.ProblemOf(snapshot),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_native_library_must_be_on_the_list_of_allowed_files_too()
    {
        var plugin = EmittedPlugin.Build(new EmittedRule());
        await using var bench = new PluginBench(options =>
            options.Plugins.Allow.Add(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(plugin)))
        );
        bench.Install("shop", [1, 2, 3], "libshopsum.so");
        bench.Install("shop", plugin);

        var snapshot = await bench.ScanAsync();

        Assert.Empty(snapshot.Rules);
        Assert.Contains(
            "libshopsum.so with SHA-256 039058c6f2c0cb49",
            PluginBench.ProblemOf(snapshot),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Its_options_are_filled_from_its_settings()
    {
        await using var bench = new PluginBench(null, ("Plugins:shop:ApplicationName", "bakery"));
        bench.Install(
            "shop",
            EmittedPlugin.Build(
                new EmittedRule
                {
                    ConstructorTakes = [typeof(IOptions<HostApplicationBuilderSettings>)],
                    Constructor = il =>
                    {
                        // Throws unless the option has the value of the settings.
                        il.Emit(OpCodes.Ldarg_1);
                        il.Emit(
                            OpCodes.Callvirt,
                            typeof(IOptions<HostApplicationBuilderSettings>).GetProperty("Value")!.GetMethod!
                        );
                        il.Emit(
                            OpCodes.Callvirt,
                            typeof(HostApplicationBuilderSettings).GetProperty("ApplicationName")!.GetMethod!
                        );
                        il.Emit(OpCodes.Callvirt, typeof(string).GetProperty(nameof(string.Length))!.GetMethod!);
                        il.Emit(OpCodes.Pop);
                    },
                }
            )
        );

        var snapshot = await bench.ScanAsync();

        Assert.Equal("", string.Join('\n', snapshot.Problems));
        Assert.Single(snapshot.Rules);
    }

    /// <summary>Reflection for JSON is on in the process; our own code must not need it.</summary>
    [Fact]
    public void Our_own_code_serializes_with_generated_contexts_only()
    {
        Module[] ours = [typeof(Program).Module, typeof(PickyAssist.Simulator.Pushing.PushLog).Module];
        var used = (
            from module in ours
            from row in Enumerable.Range(1, 20_000)
            let method = Resolve(module, 0x0A000000 | row)
            where method?.DeclaringType == typeof(JsonSerializer)
            select method
        ).ToList();

        Assert.NotEmpty(used);
        Assert.All(used, method => Assert.Contains("JsonTypeInfo", method.ToString(), StringComparison.Ordinal));
    }

    private static MethodBase? Resolve(Module module, int token)
    {
        try
        {
            return module.ResolveMember(token) as MethodBase;
        }
        catch (Exception e) when (e is ArgumentException or BadImageFormatException)
        {
            // Past the last row, or a field or a generic of its own.
            return null;
        }
    }

    private static Action<ILGenerator> LoadNative(string name) =>
        il =>
        {
            var none = il.DeclareLocal(typeof(DllImportSearchPath?));
            il.Emit(OpCodes.Ldstr, name);
            il.Emit(OpCodes.Call, typeof(Assembly).GetMethod(nameof(Assembly.GetExecutingAssembly))!);
            il.Emit(OpCodes.Ldloc, none);
            il.Emit(
                OpCodes.Call,
                typeof(NativeLibrary).GetMethod(
                    nameof(NativeLibrary.Load),
                    [typeof(string), typeof(Assembly), typeof(DllImportSearchPath?)]
                )!
            );
            il.Emit(OpCodes.Pop);
        };

    private static string NativeFolder() =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, "libe_sqlite3.so"))
            ? ""
            : $"runtimes/linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}/native";
}
