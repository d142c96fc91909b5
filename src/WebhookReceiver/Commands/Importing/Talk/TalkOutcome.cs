using System.Collections.Immutable;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>One text that may be said, and what is remembered with it.</summary>
internal sealed record TalkText(string Text, ImmutableArray<Remembered> Remember, ImmutableArray<string> Forget)
{
    /// <summary>How often it comes, beside the other texts.</summary>
    public long Weight { get; init; } = 1;

    public static TalkText Of(string text) => new(text, [], []);

    public TalkText Then(TalkText next) =>
        new(
            Text + next.Text,
            [.. Remember.Where(one => next.Remember.All(other => other.Name != one.Name)), .. next.Remember],
            [.. Forget.Union(next.Forget, StringComparer.Ordinal)]
        )
        {
            Weight = Math.Min(Weight * next.Weight, TalkWeights.Heaviest),
        };

    public bool DoesSame(TalkText other) =>
        Remember.SequenceEqual(other.Remember) && Forget.SequenceEqual(other.Forget, StringComparer.Ordinal);
}

/// <summary>The texts of which one is said if all tests hold.</summary>
internal sealed record TalkOutcome(ImmutableArray<ContactTest> Tests, ImmutableArray<TalkText> Texts)
{
    public static TalkOutcome Of(TalkText text) => new([], [text]);

    public static TalkOutcome Of(string text) => Of(TalkText.Of(text));

    /// <summary>Both together; null if their tests exclude each other.</summary>
    public TalkOutcome? Then(TalkOutcome next, int most)
    {
        var tests = Tests;
        foreach (var test in next.Tests)
        {
            if (tests.Any(test.IsSame))
            {
                continue;
            }

            if (tests.Any(other => Excludes(other, test)))
            {
                return null;
            }

            tests = tests.Add(test);
        }

        return new TalkOutcome(tests, [.. Texts.SelectMany(text => next.Texts.Select(text.Then)).Take(most)]);
    }

    private static bool Excludes(ContactTest one, ContactTest other) =>
        one.Name == other.Name
        && (one.Operator, other.Operator) switch
        {
            (ContactOperator.Is, ContactOperator.Is) => !one
                .Values.Intersect(other.Values, StringComparer.Ordinal)
                .Any(),
            (ContactOperator.Unknown, ContactOperator.Is or ContactOperator.Known) => true,
            (ContactOperator.Is or ContactOperator.Known, ContactOperator.Unknown) => true,
            _ => false,
        };
}
