using Microsoft.Extensions.Options;

namespace WebhookReceiver.WebConsole.Settings;

/// <summary>The file of <c>Console:ReceiverKeyFile</c>, which the receiver makes at its first start.</summary>
internal static class ReceiverKeyFile
{
    private const string Setting = "Console:ReceiverKeyFile";
    private const int LongestFile = 2048;
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>Takes the key from the file, unless <c>Console:ReceiverKey</c> has one.</summary>
    /// <exception cref="OptionsValidationException">There is no key, or others may read it.</exception>
    public static void Apply(ConsoleOptions options)
    {
        if (!string.IsNullOrEmpty(options.ReceiverKey) || string.IsNullOrEmpty(options.ReceiverKeyFile))
        {
            return;
        }

        var path = Path.GetFullPath(options.ReceiverKeyFile, AppContext.BaseDirectory);
        try
        {
            options.ReceiverKey = Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(
                $"user {Environment.UserName} cannot read {path}: {e.Message.TrimEnd('.')}. Run the console as the user of the receiver."
            );
        }
    }

    private static string Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw Refused(
                Directory.Exists(path)
                    ? $"{path} is a folder. Name the file of the receiver's Management:KeyFile."
                    : $"there is no file {path}. Set the receiver's Management:KeyFile to it, and start the receiver first."
            );
        }

        if (!OperatingSystem.IsWindows() && (file.UnixFileMode & OfOthers) != UnixFileMode.None)
        {
            throw Refused($"accounts other than its owner may use {path}. Run: chmod 600 {path}");
        }

        // A pipe or device has no length, and reading it could wait for ever.
        var key = file.Length is > 0 and <= LongestFile ? File.ReadAllText(path).Trim() : "";
        if (file.Length > LongestFile || key.Any(letter => letter is <= ' ' or > '~'))
        {
            throw Refused($"{path} holds no key. Name the file of the receiver's Management:KeyFile.");
        }

        return key.Length > 0
            ? key
            : throw Refused($"{path} is empty. Delete it, and restart the receiver, which makes a new one.");
    }

    private static OptionsValidationException Refused(string reason) =>
        new("", typeof(ConsoleOptions), [$"{nameof(ConsoleOptions.ReceiverKeyFile)}: {Setting}: {reason}"]);
}
