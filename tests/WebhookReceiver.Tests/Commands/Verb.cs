using System.CommandLine;

namespace WebhookReceiver.Tests.Commands;

/// <summary>Runs a command by its command line.</summary>
internal static class Verb
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(Command command, params string[] args)
    {
        var invocation = new InvocationConfiguration { Output = new StringWriter(), Error = new StringWriter() };
        var code = await command.Parse(args).InvokeAsync(invocation, TestContext.Current.CancellationToken);
        return (code, invocation.Output.ToString()!.TrimEnd(), invocation.Error.ToString()!.TrimEnd());
    }
}
