using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Talking;

/// <summary><c>cooldown</c>: a contact is answered at most once in this time. And <c>meanwhile</c>: what happens in between.</summary>
internal static class CooldownKey
{
    private const string Silence = "silence";
    private const string Next = "next";

    public static void Read(RuleDraft rule, Node node, Reading reading)
    {
        if (Durations.Read(node, "cooldown", reading) is { } time)
        {
            rule.Talk = rule.Talk with { Cooldown = time };
        }
    }

    public static void ReadMeanwhile(RuleDraft rule, Node node, Reading reading)
    {
        switch (reading.Word(node, "meanwhile"))
        {
            case null:
                break;
            case Silence:
                rule.Talk = rule.Talk with { IsSilentMeanwhile = true };
                break;
            case Next:
                break;
            case var other:
                reading.Problems.Error(
                    node.Place,
                    $"'{other}' is not known as what happens meanwhile.",
                    Suggestion.For(other, [Silence, Next])
                );
                break;
        }
    }

    /// <summary>What hangs on a rule must find it again: a position in a file changes with every rule above it.</summary>
    public static void Check(RuleDraft rule, Reading reading)
    {
        if (rule.Talk.Cooldown is not null && rule.Node["id"] is null)
        {
            reading.Problems.Error(
                (rule.Node["cooldown"] ?? rule.Node).Place,
                "a rule with a cooldown needs an id: what is remembered of it hangs on its name.",
                "Add 'id: greeting', for example."
            );
        }

        if (rule.Node["meanwhile"] is { } meanwhile && rule.Talk.Cooldown is null && rule.Node["cooldown"] is null)
        {
            reading.Problems.Error(
                meanwhile.Place,
                "'meanwhile' belongs to 'cooldown', which is missing.",
                "Add 'cooldown: 12h', or take 'meanwhile' out."
            );
        }
    }
}
