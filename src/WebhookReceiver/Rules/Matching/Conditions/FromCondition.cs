using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// <c>from</c>: the sender's number, or a prefix of it with a star (<c>+353*</c>). Spaces, hyphens and + do not count, nor does the spelling the
/// platform uses, see <see cref="ContactId"/>.
/// </summary>
internal sealed class FromCondition(ImmutableArray<string> numbers) : Condition
{
    private readonly ImmutableArray<string> _numbers =
    [
        .. numbers.Select(Bare).Select(number => number.EndsWith('*') ? number : ContactId.Of(number)),
    ];

    public override string Describe() => "from: " + string.Join(", ", numbers);

    public override bool Holds(MatchContext context)
    {
        var sender = context.Message.Sender;
        var person = ContactId.Of(sender);
        foreach (var number in _numbers)
        {
            if (number.EndsWith('*') ? IsPrefix(number, sender) || IsPrefix(number, person) : number == person)
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsPrefix(string number, string sender) =>
        sender.AsSpan().StartsWith(number.AsSpan(0, number.Length - 1), StringComparison.Ordinal);

    /// <summary>A number in the platform's form (protocol sheet, section 1.3); names stay unchanged.</summary>
    private static string Bare(string number) =>
        number.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '-' or '(' or ')' or '*')
            ? string.Concat(number.Where(c => char.IsAsciiDigit(c) || c == '*'))
            : number;
}

/// <summary><c>from</c>: sender's number, or a prefix of it with a star (<c>+353*</c>).</summary>
internal static class FromKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("from", Parse, Shape.Texts, "Number of the sender, or its beginning with a star: +353*");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        var numbers = new List<string>();
        foreach (var text in context.TextList(node, "a sender"))
        {
            var star = text.Value.IndexOf('*', StringComparison.Ordinal);
            if (star == 0 || (star > 0 && star < text.Value.Length - 1))
            {
                context.Problems.Error(
                    text.Place,
                    "'*' stands for the rest of a number, so it comes last.",
                    "Write '+353*', for example."
                );
                continue;
            }

            if (
                text.Value is ['0', ..]
                && text.Value.All(sign => char.IsAsciiDigit(sign) || " -()*".Contains(sign, StringComparison.Ordinal))
            )
            {
                context.Problems.Error(
                    text.Place,
                    $"no sender has the number '{text.Value}': the platform writes the country code first.",
                    "Write it with the country code instead of the first 0, such as \"+353 1 555 0001\"."
                );
                continue;
            }

            numbers.Add(text.Value);
        }

        draft.Add(numbers.Count == 0 ? null : new FromCondition([.. numbers]));
    }
}
