namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Lines that other programs leave in a file: marks of an unfinished merge, and fences round code.</summary>
internal static class ForeignLines
{
    private const string Fence = "```";

    /// <summary>The first of them; null if there is none.</summary>
    public static SyntaxFinding? In(SourceText source)
    {
        for (var number = 1; number <= source.LineCount; number++)
        {
            var line = source.Characters(number);
            if (line.StartsWith("<<<<<<< "))
            {
                return new SyntaxFinding(
                    number,
                    1,
                    "two versions of the file stand here, which were not merged.",
                    "Keep one of them, and delete the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'."
                )
                {
                    Surplus = FirstVersions(source),
                };
            }

            if (line.StartsWith(Fence))
            {
                return new SyntaxFinding(
                    number,
                    1,
                    $"'{Fence}' belongs to a page, not to a rule file.",
                    $"Delete the lines that begin with '{Fence}'."
                )
                {
                    Surplus =
                    [
                        .. Enumerable
                            .Range(1, source.LineCount)
                            .Where(other => source.Characters(other).StartsWith(Fence)),
                    ],
                };
            }
        }

        return null;
    }

    /// <summary>The marks, and what stands before the second version.</summary>
    private static List<int> FirstVersions(SourceText source)
    {
        var lines = new List<int>();
        var isFirst = false;
        for (var number = 1; number <= source.LineCount; number++)
        {
            var line = source.Characters(number);
            isFirst |= line.StartsWith("<<<<<<< ");
            if (isFirst || line.StartsWith(">>>>>>> "))
            {
                lines.Add(number);
            }

            isFirst &= !line.StartsWith("=======");
        }

        return lines;
    }
}
