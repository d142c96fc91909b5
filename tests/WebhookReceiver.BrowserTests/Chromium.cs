namespace WebhookReceiver.BrowserTests;

/// <summary>
/// The browser of this machine: the one in <c>CHROMIUM</c>, else the first usual name in <c>PATH</c>.
/// </summary>
internal sealed record Chromium(string? Path, string Missing)
{
    private static readonly string[] UsualNames = ["chromium", "chromium-browser", "google-chrome"];

    public static Chromium OfThisMachine { get; } =
        Find(Environment.GetEnvironmentVariable("CHROMIUM"), Environment.GetEnvironmentVariable("PATH"));

    /// <param name="named">A file or a name in the search path; empty for the usual names.</param>
    public static Chromium Find(string? named, string? searchPath)
    {
        string[] names = string.IsNullOrEmpty(named) ? UsualNames : [named];
        var folders = searchPath?.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        var files = names.SelectMany(name => folders.Select(folder => System.IO.Path.Combine(folder, name)));
        return new Chromium(
            files.FirstOrDefault(File.Exists),
            $"There is no {string.Join(", ", names)}: install chromium, or name a Chromium in CHROMIUM."
        );
    }
}
