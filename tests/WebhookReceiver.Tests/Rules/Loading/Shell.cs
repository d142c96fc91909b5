using System.Diagnostics;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>Makes files that need system programs: pipes, names that are no text, links swapped in one step.</summary>
internal static class Shell
{
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
