using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Management.Conversations;

/// <summary>Why rules cannot be asked.</summary>
internal sealed record RulesRefusal(int Status, string Error, string Message);

/// <summary>The rules that a question names: those of now, of then, or a kept version.</summary>
internal sealed class ChosenRules(RuleReloader rules)
{
    public const string Then = "then";

    private static readonly RulesRefusal NotKept = new(
        StatusCodes.Status410Gone,
        "not-kept",
        "The rules of then are not kept any more."
    );

    /// <param name="with"><c>then</c>, <c>now</c> or <c>live</c>.</param>
    /// <param name="versionThen">The version of the rules that answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<(RuleSet? RuleSet, RulesRefusal? Refusal)> FindAsync(
        string with,
        string versionThen,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var live = rules.Current;
        return Task.FromResult<(RuleSet?, RulesRefusal?)>(
            with switch
            {
                Then => live.Version == versionThen ? (live, null) : (null, NotKept),
                "now" or "live" => (live, null),
                _ => (null, new RulesRefusal(StatusCodes.Status400BadRequest, "query", "'with' is then or now.")),
            }
        );
    }
}
