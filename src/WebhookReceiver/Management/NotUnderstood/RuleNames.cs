using System.Text;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>Names for rules that nobody has written yet.</summary>
internal static class RuleNames
{
    private const string Usual = "answer";

    /// <summary>The words with hyphens; with a number behind them if there is such a rule.</summary>
    public static string New(IEnumerable<string> words, Predicate<string> isTaken)
    {
        var name = new StringBuilder();
        foreach (var letter in string.Join('-', words))
        {
            name.Append(char.IsAsciiLetterLower(letter) || letter == '-' ? letter : "");
        }

        var plain = name.ToString().Trim('-') is { Length: > 0 } written ? written : Usual;
        for (var number = 1; ; number++)
        {
            var tried = number == 1 ? plain : $"{plain}-{number}";
            if (!isTaken(tried))
            {
                return tried;
            }
        }
    }
}
