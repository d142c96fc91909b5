using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using WebhookReceiver.Api;

namespace WebhookReceiver.Management;

/// <summary>The settings that are in force, each with the place where it was set. Of a secret, only whether it is set.</summary>
internal static class SettingsInForce
{
    private static readonly string[] Sections =
    [
        "Journal",
        "Logging",
        "Management",
        "Models",
        "Receiving",
        "Rules",
        "Sending",
    ];

    /// <summary>Last parts of names whose value nobody is told: keys, tokens, and a person's number.</summary>
    private static readonly string[] SecretEndings =
    [
        "Key",
        "Keys",
        "Token",
        "Hash",
        "Secret",
        "Password",
        "ConnectionString",
        "TellOperator",
    ];

    public static IReadOnlyList<Setting> Of(IConfiguration configuration)
    {
        var sources = configuration is IConfigurationRoot root ? Flat(root).Reverse().ToArray() : [];
        var settings = new List<Setting>();
        foreach (var section in Sections)
        {
            foreach (var (name, value) in configuration.GetSection(section).AsEnumerable())
            {
                if (value is null && configuration.GetSection(name).GetChildren().Any())
                {
                    continue; // a group, not a setting
                }

                var isSecret = IsSecret(name);
                settings.Add(
                    new Setting(
                        name,
                        isSecret ? (string.IsNullOrEmpty(value) ? "false" : "true") : value ?? "",
                        SourceOf(sources, name),
                        isSecret
                    )
                );
            }
        }

        return [.. settings.OrderBy(setting => setting.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static bool IsSecret(string name)
    {
        var last = name.Split(ConfigurationPath.KeyDelimiter).Last(part => !part.All(char.IsAsciiDigit));
        return SecretEndings.Any(ending => last.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static string SourceOf(IConfigurationProvider[] sources, string name) =>
        sources.FirstOrDefault(source => source.TryGet(name, out _)) switch
        {
            FileConfigurationProvider file => file.Source.Path ?? "file",
            EnvironmentVariablesConfigurationProvider => "environment",
            CommandLineConfigurationProvider => "command line",
            null => "default",
            _ => "program",
        };

    private static IEnumerable<IConfigurationProvider> Flat(IConfigurationRoot root) =>
        root.Providers.SelectMany(provider =>
            provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner }
                ? Flat(inner)
                : [provider]
        );
}
