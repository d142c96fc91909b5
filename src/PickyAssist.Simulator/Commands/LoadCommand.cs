using System.CommandLine;
using System.Globalization;
using PickyAssist.Simulator.Load;

namespace PickyAssist.Simulator.Commands;

/// <summary>
/// <c>load --url … --rate 500 --seconds 30</c>: many customers at once, with exact counts of their answers.
/// </summary>
internal static class LoadCommand
{
    public static Command Create(TimeProvider time)
    {
        var url = UrlOption.Create();
        var rate = new Option<int>("--rate") { Description = "Messages a second", DefaultValueFactory = _ => 100 };
        var seconds = new Option<int>("--seconds")
        {
            Description = "How long the run takes",
            DefaultValueFactory = _ => 10,
        };
        var redeliver = new Option<double>("--redeliver")
        {
            Description = "Share of messages delivered twice, half of them at the same time (0.02)",
        };
        var customers = new Option<int>("--customers")
        {
            Description = "Number of customers who write",
            DefaultValueFactory = _ => 10_000,
        };
        var text = new Option<string[]>("--text")
        {
            Description = "Text of a message, may be repeated; {n} is the number of the message",
        };
        var seed = new Option<long>("--seed")
        {
            Description = "Seed of the random choices; another seed makes another run of the same kind",
            DefaultValueFactory = _ => 1,
        };
        Range(rate, 1, 100_000);
        Range(seconds, 1, 86_400);
        Range(customers, 1, 100_000_000);
        redeliver.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is < 0 or > 1)
                result.AddError("--redeliver is a share from 0 to 1, such as 0.02.");
        });

        var command = new Command(
            "load",
            "Send messages at a steady rate, compare the answers of redeliveries, and account for all"
        )
        {
            url,
            rate,
            seconds,
            redeliver,
            customers,
            text,
            seed,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var plan = new LoadPlan
                {
                    Url = parsed.GetValue(url)!,
                    Rate = parsed.GetValue(rate),
                    Seconds = parsed.GetValue(seconds),
                    Redeliver = parsed.GetValue(redeliver),
                    Customers = parsed.GetValue(customers),
                    Seed = (ulong)parsed.GetValue(seed),
                    Run = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
                };
                var texts = parsed.GetValue(text) ?? [];
                return RunAsync(
                    texts.Length > 0 ? plan with { Texts = texts } : plan,
                    time,
                    parsed.InvocationConfiguration.Output,
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        LoadPlan plan,
        TimeProvider time,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpMessageInvoker(handler);
        var ledger = await new LoadRun(plan, http, time).GoAsync(cancellationToken);
        await output.WriteLineAsync(ledger.ToString());
        return ledger.IsClean ? CommandLine.Ok : CommandLine.Failed;
    }

    private static void Range(Option<int> option, int least, int most) =>
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
                result.AddError($"{option.Name} is a number from {least} to {most}, not {value}.");
        });
}
