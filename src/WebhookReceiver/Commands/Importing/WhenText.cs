namespace WebhookReceiver.Commands.Importing;

/// <summary>The condition of an imported rule, in the lines of a rule file.</summary>
internal static class WhenText
{
    public static IEnumerable<string> Of(ImportedRule rule)
    {
        var heard = Heard(rule).ToList();
        var contact = Contact(rule).ToList();
        if (heard is [("words", var phrases)] && contact.Count == 0)
        {
            yield return $"when: {phrases}";
            yield break;
        }

        if (heard.Count + contact.Count == 0)
        {
            yield break;
        }

        yield return "when:";
        if (heard.Count > 1)
        {
            yield return "  any:";
            foreach (var (name, values) in heard)
            {
                yield return $"    - {name}: {values}";
            }
        }
        else if (heard is [var (name, values)])
        {
            yield return $"  {name}: {values}";
        }

        foreach (var line in contact)
        {
            yield return $"  {line}";
        }
    }

    private static IEnumerable<(string Name, string Values)> Heard(ImportedRule rule)
    {
        (string Name, IReadOnlyList<string> Values)[] all =
        [
            ("is", rule.Whole),
            ("words", rule.Words),
            ("contains", rule.Letters),
            ("matches", rule.Patterns),
            ("from", rule.From),
        ];
        foreach (var (name, values) in all)
        {
            if (values.Count > 0)
            {
                yield return (name, Values(values));
            }
        }
    }

    private static IEnumerable<string> Contact(ImportedRule rule)
    {
        if (rule.AfterWeSaid.Count > 0)
        {
            yield return $"after-we-said: {Values(rule.AfterWeSaid)}";
        }

        var must = rule.Contact.Where(test => test.Operator != ContactOperator.IsNot).ToList();
        var mustNot = rule.Contact.Where(test => test.Operator == ContactOperator.IsNot).ToList();
        if (must.Count > 0)
        {
            // A variable may be asked about twice: every such test stands alone.
            yield return must.Select(test => test.Name).Distinct(StringComparer.Ordinal).Count() == must.Count
                ? $"contact: {{ {string.Join(", ", must.Select(Shown))} }}"
                : $"all: [{string.Join(", ", must.Select(test => $"{{ contact: {{ {Shown(test)} }} }}"))}]";
        }

        if (mustNot.Count > 0)
        {
            yield return $"not: [{string.Join(", ", mustNot.Select(test => $"{{ contact: {{ {Shown(test)} }} }}"))}]";
        }
    }

    private static string Values(IReadOnlyList<string> values) =>
        values.Count == 1 ? RuleText.Scalar(values[0]) : RuleText.Flow(values);

    private static string Shown(ContactTest test) =>
        test.Operator switch
        {
            ContactOperator.Known => $"{test.Name}: known",
            ContactOperator.Unknown => $"{test.Name}: unknown",
            _ =>
                $"{test.Name}: {(test.Values.Count == 1 ? RuleText.Scalar(test.Values[0]) : RuleText.Flow(test.Values))}",
        };
}
