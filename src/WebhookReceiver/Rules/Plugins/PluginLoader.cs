using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>The result of loading: a plug-in or a fault.</summary>
internal sealed record PluginLoad(LoadedPlugin? Plugin, PluginFault? Fault);

/// <summary>
/// Loads a plug-in and creates its rules. Runs external code (initializers, constructors, getters) throughout.
/// </summary>
internal static class PluginLoader
{
    public static PluginLoad Load(PluginImage image, PluginSupplies supplies)
    {
        var context = new PluginLoadContext(image);
        ServiceProvider? instances = null;
        try
        {
            var services = Container(image.Name, supplies);
            var types = RuleTypes(context.LoadMain(), services);
            instances = services.BuildServiceProvider();
            var rules = Rules(types, instances, image.Name, supplies);
            return new PluginLoad(new LoadedPlugin(image.Name, image.Hash, rules, instances, context), null);
        }
#pragma warning disable CA1031 // External code may throw anything; all of it is a fault of this plug-in and of no other.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // The created instances cannot be disposed of safely (one may have thrown); the collector takes them.
            context.Unload();
            return new PluginLoad(null, FaultOf(exception));
        }
    }

    /// <summary>A container for this plug-in alone; nothing in it reaches the host's.</summary>
    private static ServiceCollection Container(string name, PluginSupplies supplies)
    {
        var services = new ServiceCollection();
        services.AddSingleton(supplies.Loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IConfiguration>(supplies.Configuration.GetSection($"Plugins:{name}"));
        services.AddSingleton(supplies.HttpClients);
        services.AddSingleton(supplies.Time);
        services.AddSingleton(supplies.Sender ?? NoSender.Instance);
        services.AddOptions();
        // Fills IOptions<T> from the section above.
        services.AddSingleton(typeof(IConfigureOptions<>), typeof(ConfigureFromConfigurationOptions<>));
        return services;
    }

    private static List<Type> RuleTypes(Assembly assembly, ServiceCollection services)
    {
        // Throws for every type that cannot be loaded; the scan below would skip it silently.
        _ = assembly.GetTypes();
        var found = new ServiceCollection();
        found.Scan(scan =>
            scan.FromAssemblies(assembly)
                .AddClasses(
                    classes => classes.AssignableTo<IReplyRule>().Where(type => !type.ContainsGenericParameters),
                    publicOnly: false
                )
                .AsSelf()
                .WithSingletonLifetime()
        );
        services.TryAdd(found);
        return found.Count > 0
            ? [.. found.Select(rule => rule.ServiceType).OrderBy(type => type.FullName, StringComparer.Ordinal)]
            : throw new PluginException(
                new PluginFault(
                    "rules",
                    "It has no rules: no class in it implements IReplyRule.",
                    "Implement IReplyRule in a class that is not abstract and not generic."
                )
            );
    }

    private static ImmutableArray<PluginRuleProxy> Rules(
        List<Type> types,
        ServiceProvider instances,
        string plugin,
        PluginSupplies supplies
    )
    {
        var logger = supplies.Loggers.CreateLogger<PluginRuleProxy>();
        var rules = types
            .Select(type => (Type: type, Rule: Make(type, instances, plugin)))
            .Select(made => Guard(made.Type, made.Rule))
            .OrderBy(proxy => proxy.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        var twice = rules
            .GroupBy(proxy => proxy.Name, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? rules
            : throw new PluginException(
                new PluginFault(
                    "rules",
                    $"It has several rules with the name '{twice.Key}'.",
                    "Give each its own Name."
                )
            );

        PluginRuleProxy Guard(Type type, IReplyRule rule)
        {
            try
            {
                var guard = new PluginRuleProxy(plugin, rule, logger, supplies.Metrics, supplies.Waiting);
                return Check(type, guard);
            }
            catch (Exception exception) when (exception is not PluginException)
            {
                throw new PluginException(
                    new PluginFault(
                        "rules",
                        $"Name, Stage or Priority of {type.FullName} threw {Describe(exception)}",
                        "Return constant values; do the work in the constructor or in ReplyAsync."
                    )
                );
            }
        }
    }

    private static IReplyRule Make(Type type, ServiceProvider instances, string plugin)
    {
        try
        {
            return (IReplyRule)instances.GetRequiredService(type);
        }
        catch (InvalidOperationException exception)
            when (exception.Source == "Microsoft.Extensions.DependencyInjection")
        {
            throw new PluginException(
                new PluginFault(
                    "ctor",
                    $"{type.FullName} cannot be made: {exception.Message}",
                    "Give it one public constructor that takes only ILogger<T>, IConfiguration, IOptions<T>, IHttpClientFactory, TimeProvider and IMessageSender."
                )
            );
        }
        catch (Exception exception) when (!IsDependency(Innermost(exception)))
        {
            throw new PluginException(
                new PluginFault(
                    "ctor",
                    $"The constructor of {type.FullName} threw {Describe(exception)}",
                    $"Fix the plug-in or its settings (Plugins:{plugin}) and copy it again."
                )
            );
        }
    }

    private static PluginRuleProxy Check(Type type, PluginRuleProxy proxy)
    {
        if (string.IsNullOrWhiteSpace(proxy.Name) || proxy.Name.Any(char.IsControl))
        {
            throw new PluginException(
                new PluginFault(
                    "rules",
                    $"The Name of {type.FullName} is empty or holds control characters.",
                    "Return a short, constant text."
                )
            );
        }

        return Enum.IsDefined(proxy.Stage)
            ? proxy
            : throw new PluginException(
                new PluginFault(
                    "rules",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The Stage of rule '{proxy.Name}' is {(int)proxy.Stage}, which is not a stage."
                    ),
                    "Return one of Before, Main, SmallTalk and Fallback."
                )
            );
    }

    private static PluginFault FaultOf(Exception exception) =>
        Innermost(exception) switch
        {
            PluginException refused => refused.Fault,
            BadImageFormatException => new PluginFault(
                "tfm",
                "The runtime cannot load it: it is damaged, or built for another system.",
                "Build it for any processor and copy it again."
            ),
            var inner when IsDependency(inner) => new PluginFault(
                "dep",
                $"A type or dependency cannot be loaded: {inner.Message}",
                "Copy the output of 'dotnet publish' as a whole, built against the versions that are in the folder."
            ),
            var inner => new PluginFault(
                "ctor",
                $"Loading it threw {Describe(inner)}",
                "Fix the plug-in and copy it again."
            ),
        };

    private static bool IsDependency(Exception exception) =>
        exception
            is FileNotFoundException { FileName: not null }
                or FileLoadException
                or TypeLoadException
                or MissingMemberException;

    /// <summary>The exception with the cause, without the runtime's wrappers.</summary>
    private static Exception Innermost(Exception exception) =>
        exception switch
        {
            ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Innermost(first),
            TypeInitializationException or TargetInvocationException when exception.InnerException is not null =>
                Innermost(exception.InnerException),
            _ => exception,
        };

    private static string Describe(Exception exception)
    {
        var inner = Innermost(exception);
        return $"{inner.GetType().Name}: {inner.Message.TrimEnd('.')} ({ExceptionSource.Of(inner)}).";
    }

    /// <summary>Ends the chain of steps with a fault.</summary>
    private sealed class PluginException(PluginFault fault) : Exception(fault.Message)
    {
        public PluginFault Fault => fault;
    }
}
