namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>A condition inside a text.</summary>
internal static class LiquidTest
{
    /// <summary>What must be assigned first: a remembered value is a text.</summary>
    public static string Before(SayBranch branch) =>
        branch.Number is { } number
            ? $"{{% assign {Counted(number)} = contact.{RuleText.Variable(number.Name)} | plus: 0 %}}"
            : "";

    public static string Of(SayBranch branch)
    {
        if (branch.Number is { } number)
        {
            return $"contact.{RuleText.Variable(number.Name)} and {Counted(number)} {number.Operator} {number.Value}";
        }

        var test = branch.Test!;
        var name = $"contact.{RuleText.Variable(test.Name)}";
        return test.Operator switch
        {
            ContactOperator.Known => name,
            ContactOperator.Unknown => $"{name} == nil",
            ContactOperator.IsNot => $"{name} != \"{test.Values[0]}\"",
            _ => $"{name} == \"{test.Values[0]}\"",
        };
    }

    private static string Counted(NumberTest number) => $"number_{RuleText.Variable(number.Name).Replace('-', '_')}";
}
