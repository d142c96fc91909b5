using System.Diagnostics;

namespace WebhookReceiver.Tests.Rules.Loading;

/// <summary>What only programs of the system can make: pipes, names that are no text, links swapped in one step.</summary>
internal static class Shell
{
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
