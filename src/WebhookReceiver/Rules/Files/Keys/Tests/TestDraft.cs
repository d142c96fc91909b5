using System.Collections.Immutable;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary>A test while its keys are read.</summary>
internal sealed class TestDraft(TimeZoneInfo zone)
{
    public TimeZoneInfo Zone => zone;

    public ImmutableArray<TestMessage> Say { get; set; } = [];

    public bool MustNotAnswer { get; set; }

    public string? Reply { get; set; }

    public ImmutableArray<string> Has { get; set; } = [];

    public bool MustBeSilent { get; set; }

    public string? Answers { get; set; }

    public string? Channel { get; set; }

    public string? From { get; set; }

    /// <summary>What look-ups find.</summary>
    public LookupOutcome? Lookup { get; set; }

    public DateTimeOffset At { get; set; } = TestWeek.Noon(zone);

    public RuleTest ToTest(RulePlace place, string? ruleId) =>
        new(place, ruleId, Say, MustNotAnswer, Reply, Has, Answers, Channel, From)
        {
            At = At,
            Lookup = Lookup,
            MustBeSilent = MustBeSilent,
        };
}
