using Microsoft.Extensions.Logging;
using WebhookReceiver.Rules.Parsing;

namespace WebhookReceiver.Rules.Loading;

/// <summary>The files of the last good rule set, with its version.</summary>
internal sealed record LastGoodRuleSet(string Version, IReadOnlyList<RuleFile> Files);

/// <summary>
/// Stores the files of the last good rule set in the data folder: a restart with a broken or missing rules folder
/// serves them. One archive, replaced atomically, which the operator can open too.
/// </summary>
internal sealed partial class LastGoodRules(string? path, ILogger<LastGoodRules> logger)
{
    public const string FileName = "last-good-rules.zip";

    /// <summary>The stored rule set; null if there is none, or it cannot be read.</summary>
    public LastGoodRuleSet? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return RuleArchive.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Log.Unreadable(logger, e);
            return null;
        }
    }

    /// <summary>Stores a good rule set. A failure blocks nothing: the rules are live all the same.</summary>
    public void Save(string version, IReadOnlyList<RuleFile> files)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            RuleArchive.Write(path, version, files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The last good rules in the data folder cannot be read; a new copy is made")]
        public static partial void Unreadable(ILogger logger, Exception exception);

        [LoggerMessage(
            LogLevel.Warning,
            "The live rules could not be copied to the data folder; a restart cannot fall back on them"
        )]
        public static partial void NotKept(ILogger logger, Exception exception);
    }
}
