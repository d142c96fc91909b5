namespace WebhookReceiver.Rules.Plugins;

/// <summary>Who else may write a plug-in: whoever may, runs code as this server.</summary>
internal static class PluginRights
{
    private const UnixFileMode Writing = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The doubt about a plug-in that other accounts may write; null if none may.</summary>
    /// <param name="rules">The real path of the rules folder.</param>
    /// <param name="plugin">The plug-in.</param>
    public static PluginFault? DoubtAbout(string rules, PluginFolder plugin)
    {
        var folders = plugin
            .Files.Select(file => Path.GetDirectoryName(file.RealPath)!)
            .Append(plugin.Folder)
            .Append(Path.Combine(rules, "plugins"))
            .Distinct(StringComparer.Ordinal);
        var open = folders.Concat(plugin.Files.Select(file => file.RealPath)).FirstOrDefault(IsWritable);
        return open is null
            ? null
            : new PluginFault(
                "files",
                $"Other accounts of this machine may write {Path.GetRelativePath(rules, open).Replace('\\', '/')}, so they may run code as this server.",
                $"Take the right away: chmod -R go-w {Path.Combine(rules, "plugins")}"
            );
    }

    private static bool IsWritable(string path)
    {
        try
        {
            return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Writing) != UnixFileMode.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
