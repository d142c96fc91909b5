using System.ComponentModel;
using System.Diagnostics;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>A program of this machine that checks files; the test is skipped where it is not installed.</summary>
internal static class Tool
{
    public static async Task<(int Code, string Output)> RunAsync(string name, params string[] arguments)
    {
        using var process = Start(name, arguments);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }

    private static Process Start(string name, string[] arguments)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(name, arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{name} is not installed.");
            throw;
        }
    }
}
