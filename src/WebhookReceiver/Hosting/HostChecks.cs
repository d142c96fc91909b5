using System.Globalization;
using System.Text;

namespace WebhookReceiver.Hosting;

/// <summary>
/// Checks host features that the rules need and small images omit. Without them answers would be silently wrong.
/// </summary>
internal static class HostChecks
{
    /// <summary>
    /// The runtime alone has about 250 files open; beyond its limit a server fails at some request, not at its start.
    /// </summary>
    private const int FewestFiles = 1024;

    public static void Demand()
    {
        if ("é".Normalize(NormalizationForm.FormD).Length != 2)
        {
            throw new StartRefusedException(
                "This machine cannot remove accents from letters: ICU is missing or switched off. Install ICU, or use an image that has it (-extra), and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT."
            );
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out _))
        {
            throw new StartRefusedException(
                "This machine knows no time zones. Install tzdata, or use an image that has it (-extra)."
            );
        }

        if (MayOpenFiles() is { } files and < FewestFiles)
        {
            throw new StartRefusedException(
                $"This process may open only {files} files. Raise the limit to {FewestFiles} with 'ulimit -n {FewestFiles}', LimitNOFILE={FewestFiles} or --ulimit nofile={FewestFiles}."
            );
        }

        // The same answers on every host, also with a Turkish LANG.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    }

    /// <summary>Linux's limit; null on other systems, or without a limit.</summary>
    private static int? MayOpenFiles()
    {
        const string limits = "/proc/self/limits";
        const string name = "Max open files";
        var line = File.Exists(limits)
            ? File.ReadLines(limits).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
            : null;
        var soft = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, CultureInfo.InvariantCulture, out var files) ? files : null;
    }
}
