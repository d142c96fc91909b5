using System.CommandLine;
using WebhookReceiver.Commands.Importing;

namespace WebhookReceiver.Commands;

/// <summary><c>import</c>: makes a rules folder of the files of another program.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "The file or folder of the other program" };
        var from = new Option<string>("--from")
        {
            Description = "Its format: " + string.Join(", ", ImportFormat.All.Select(format => format.Name)),
            Required = true,
        };
        from.AcceptOnlyFromAmong([.. ImportFormat.All.Select(format => format.Name)]);
        var to = new Option<string>("--to")
        {
            Description = "The rules folder to write; it must be empty or missing (default: imported)",
            DefaultValueFactory = _ => "imported",
        };
        var question = new Option<string?>("--question") { Description = "With csv: the column with the questions" };
        var answer = new Option<string?>("--answer") { Description = "With csv: the column with the answers" };
        var command = new Command(
            "import",
            """
            Make a rules folder of the files of another program, and a report beside it.
            The rules pass 'check'. The report lists what could not be taken, and what behaves otherwise.
            Exit code 0: written, 1: nothing was written
            """
        )
        {
            source,
            from,
            to,
            question,
            answer,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                new ImportRun(
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    TimeProvider.System
                ).RunAsync(
                    parsed.GetValue(source)!,
                    ImportFormat.All.First(format => format.Name == parsed.GetValue(from)),
                    parsed.GetValue(to)!,
                    new ImportOrder(parsed.GetValue(question), parsed.GetValue(answer)),
                    cancellationToken
                )
        );
        return command;
    }
}
