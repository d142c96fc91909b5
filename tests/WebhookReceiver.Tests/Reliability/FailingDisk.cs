using System.ComponentModel;
using System.Diagnostics;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>Makes system calls of a running receiver fail, with <c>strace</c>, until it detaches.</summary>
internal sealed class FailingDisk : IDisposable
{
    private readonly Process _strace;

    private FailingDisk(Process strace) => _strace = strace;

    /// <param name="receiver">The process to disturb.</param>
    /// <param name="fault">Options of strace; a path is one in the data folder.</param>
    /// <returns>Null if strace is missing or not permitted.</returns>
    public static async Task<FailingDisk?> AttachAsync(ReceiverProcess receiver, string[] fault)
    {
        string[] options =
        [
            .. fault.Select(option =>
                option.StartsWith("journal.", StringComparison.Ordinal) ? Path.Combine(receiver.Data, option) : option
            ),
        ];
        var last = options[^1];
        var info = new ProcessStartInfo(
            "strace",
            ["-f", "-o", "/dev/null", "-p", $"{receiver.ProcessId}", .. options[..^1], "-e", last]
        )
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        try
        {
            var strace = Process.Start(info)!;
            while (await strace.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                if (line.Contains($"Process {receiver.ProcessId} attached", StringComparison.Ordinal))
                {
                    _ = strace.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
                    return new FailingDisk(strace);
                }
            }

            strace.Dispose();
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public async Task DetachAsync()
    {
        await ReceiverProcess.RunToolAsync("kill", "-INT", $"{_strace.Id}");
        await _strace.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_strace.HasExited)
        {
            _strace.Kill();
        }

        _strace.Dispose();
    }
}
