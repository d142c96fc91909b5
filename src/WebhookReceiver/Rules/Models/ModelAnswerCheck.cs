using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Models;

/// <summary>
/// Whether a model's answer may go out: it cites passages that it was given, and every link, number and price in it
/// stands in one of them. Pure, so a replay judges as the server did.
/// </summary>
internal static class ModelAnswerCheck
{
    /// <summary>For channels without a known limit.</summary>
    private const int MostCharacters = 4_000;

    public static ModelVerdict Of(
        ModelOutcome answer,
        ImmutableArray<ModelPassage> given,
        AskModelPlan plan,
        TextLimits lengths,
        string channel
    )
    {
        if (string.IsNullOrWhiteSpace(answer.Text))
        {
            return ModelVerdict.Nothing;
        }

        if (answer.Passages.IsEmpty)
        {
            return ModelVerdict.Uncited;
        }

        var cited = given.Where(passage => answer.Passages.Contains(passage.Name, StringComparer.Ordinal)).ToList();
        if (answer.Passages.Any(name => cited.TrueForAll(passage => passage.Name != name)))
        {
            return ModelVerdict.NoSuchPassage;
        }

        if (answer.Text.Length > MostCharacters || lengths.IsTooLong(answer.Text, channel))
        {
            return ModelVerdict.TooLong;
        }

        if (answer.Text.Any(IsHiding))
        {
            return ModelVerdict.Characters;
        }

        var stated = new List<StatedFacts>(cited.Select(passage => StatedFacts.Of(passage.Text, plan.Languages)));
        var said = StatedFacts.Of(answer.Text, plan.Languages);
        return !said.HasLinksOf(stated) ? ModelVerdict.Link
            : !said.HasNumbersOf(stated) ? ModelVerdict.Number
            : ModelVerdict.Used;
    }

    /// <summary>Control characters, and those that turn the direction of what follows.</summary>
    private static bool IsHiding(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        || char.GetUnicodeCategory(c) is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
