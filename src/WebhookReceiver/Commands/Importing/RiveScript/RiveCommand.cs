using System.Text;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Commands.Importing.RiveScript;

/// <summary>A line of RiveScript: its sign and what stands behind it, with the lines that continue it.</summary>
internal sealed record RiveCommand(RulePlace Place, char Sign, string Text)
{
    private const string Signs = "!><+-%^@*?";

    /// <summary>The commands of a file. Comments are left out, and so are objects, with a note.</summary>
    public static List<RiveCommand> ReadAll(SourceText source, ImportBook book)
    {
        var commands = new List<RiveCommand>();
        var isComment = false;
        string? inObject = null;
        var more = new StringBuilder();
        for (var number = 1; number <= source.LineCount; number++)
        {
            var place = new RulePlace(source.Path, number, 1);
            var line = WithoutComments(source.Line(number).Trim(), ref isComment);
            if (line.Length == 0)
            {
                continue;
            }

            if (inObject is not null)
            {
                inObject = line.StartsWith('<') && line.Contains("object", StringComparison.Ordinal) ? null : inObject;
                continue;
            }

            if (line[0] == '>' && line[1..].TrimStart().StartsWith("object", StringComparison.Ordinal))
            {
                inObject = line;
                book.NotTaken(place, $"program code has no place in rules: '{line}'");
                continue;
            }

            if (!Signs.Contains(line[0], StringComparison.Ordinal))
            {
                book.Problems.Error(
                    place,
                    $"a line of RiveScript begins with one of + - % ^ @ * ! > <, and this one with '{line[0]}'.",
                    "Is --from right? If it is a comment, write // before it."
                );
                return commands;
            }

            Add(commands, more, new RiveCommand(place, line[0], line[1..].TrimStart()), book);
        }

        Close(commands, more);
        return commands;
    }

    private static void Add(List<RiveCommand> commands, StringBuilder more, RiveCommand command, ImportBook book)
    {
        if (command.Sign != '^')
        {
            Close(commands, more);
        }

        if (command.Sign == '?')
        {
            book.NotTaken(command.Place, "lines with ? are unknown");
        }
        else if (command.Sign != '^')
        {
            commands.Add(command);
        }
        else if (commands.Count == 0)
        {
            book.Problems.Error(command.Place, "there is nothing that this line continues.", "Take it out.");
        }
        else
        {
            more.Append(command.Text);
        }
    }

    /// <summary>Lines that continue a command, joined at once.</summary>
    private static void Close(List<RiveCommand> commands, StringBuilder more)
    {
        if (more.Length > 0)
        {
            commands[^1] = commands[^1] with { Text = commands[^1].Text + more };
            more.Clear();
        }
    }

    private static string WithoutComments(string line, ref bool isComment)
    {
        while (true)
        {
            if (isComment)
            {
                var end = line.IndexOf("*/", StringComparison.Ordinal);
                if (end < 0)
                {
                    return "";
                }

                isComment = false;
                line = line[(end + 2)..].Trim();
            }

            if (line.StartsWith("//", StringComparison.Ordinal))
            {
                return "";
            }

            if (!line.StartsWith("/*", StringComparison.Ordinal))
            {
                var at = line.IndexOf(" // ", StringComparison.Ordinal);
                return at < 0 ? line : line[..at].TrimEnd();
            }

            isComment = true;
            line = line[2..];
        }
    }
}
