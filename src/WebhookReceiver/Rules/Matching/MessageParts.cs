using System.Buffers;
using System.Collections.Frozen;

namespace WebhookReceiver.Rules.Matching;

/// <summary>A message cut where another question may begin: at sentence marks, commas, new lines, "and" and a plus.</summary>
internal static class MessageParts
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("?!.;,\n…¿¡。？！，、；؟،؛।");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Links =
        "and also y e et und en og och i ve dan и και و aur plus"
            .Split(' ')
            .Select(FoldedText.Of)
            .ToFrozenSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The parts in their order, as written; more than the most stay together in the last.</summary>
    public static IEnumerable<string> Of(FoldedText text, int most)
    {
        var parts = new List<string>();
        var first = 0;
        for (var token = 1; token <= text.Tokens.Length; token++)
        {
            if (token < text.Tokens.Length && (parts.Count == most - 1 || !IsCut(text, token)))
            {
                continue;
            }

            parts.Add(text.SourceOf(first, token).ToString());
            first = token;
        }

        return parts;
    }

    /// <summary>Whether another part begins with this word. "And" begins it itself, which no phrase minds.</summary>
    private static bool IsCut(FoldedText text, int token)
    {
        if (text.Tokens[token].SourceStart < text.Tokens[token - 1].SourceEnd)
        {
            return false; // both stand in one sign: 3½
        }

        var between = text.Original.AsSpan(text.Tokens[token - 1].SourceEnd..text.Tokens[token].SourceStart);
        return Links.Contains(text.WordAt(token)) || between.ContainsAny(Marks) || between is " + " or " & ";
    }
}
