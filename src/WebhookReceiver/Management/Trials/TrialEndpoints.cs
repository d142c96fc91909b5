using System.Text.Json;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Management.Trials;

/// <summary><c>POST /api/try</c>: a conversation with the rules. Nothing of it is sent, kept or counted.</summary>
internal static class TrialEndpoints
{
    public const string Path = "/api/try";

    public static void MapTrials(this IEndpointRouteBuilder group) =>
        group.MapPost(Path, context => context.AskJournalAsync(() => StepAsync(context)));

    private static async Task StepAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.TrialStep) is not { } step)
        {
            return;
        }

        var services = context.RequestServices;
        var (ruleSet, refusal) = await services
            .GetRequiredService<ChosenRules>()
            .FindAsync(step.With ?? "live", versionThen: "", context.RequestAborted);
        if (ruleSet is null)
        {
            await context.RefuseAsync(refusal!.Status, refusal.Error, refusal.Message);
            return;
        }

        if (await TrialAsync(context, step) is not { } trial)
        {
            return;
        }

        var time = services.GetRequiredService<TimeProvider>();
        var (message, problem) = TrialMessages.Of(step.Message, trial, time.GetUtcNow());
        if (message is null)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "body", problem!);
            return;
        }

        var known = trial.Contact.Known(message);
        var explanation = await Explanation.OfAsync(
            ruleSet,
            known,
            trial.Contact.At(known.ReceivedAt),
            time,
            context.RequestAborted
        );
        trial.Contact.Remember(explanation.Decision.Changes);
        trial.Channel = message.Channel;
        trial.Name = message.Name;
        trial.Said++;
        await context.AnswerAsync(
            AnswerOf(trial, ruleSet, explanation, context.RoleOfCaller()),
            ApiJson.Default.TrialAnswer
        );
    }

    /// <summary>The trial of a step, or a new one; null if the request was refused.</summary>
    private static async Task<Trial?> TrialAsync(HttpContext context, TrialStep step)
    {
        var trials = context.RequestServices.GetRequiredService<TrialStore>();
        if (step.Trial is { } id)
        {
            if (trials.Find(id) is { } trial)
            {
                return trial;
            }

            await context.RefuseUnknownAsync("This trial is over. Begin a new one: leave out 'trial'.");
            return null;
        }

        if (step.Like is null)
        {
            return trials.Begin(Rules.Testing.Conversation.Sender);
        }

        if (ContactName.HashOf(step.Like) is { } hash && await CopyAsync(context, trials, hash) is { } copy)
        {
            return copy;
        }

        await context.RefuseUnknownAsync("There is no such contact; GET /api/conversations names them.");
        return null;
    }

    private static async Task<Trial?> CopyAsync(HttpContext context, TrialStore trials, string contact)
    {
        var stored = context.RequestServices.GetRequiredService<StoredConversations>();
        if (
            await stored.MessagesOfAsync(contact, long.MaxValue, 1, context.RequestAborted)
            is not [{ Message: { } last }]
        )
        {
            return null;
        }

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var held = (await stored.StateOfAsync(ContactKey.Of(last))).HeldAt(now);
        var trial = trials.Begin(last.Sender);
        trial.Channel = last.Channel;
        trial.Name = last.Name;
        trial.Contact.Remember([
            .. held.Select(one => new ContactChange(one.Key, one.Value.Value, one.Value.ExpiresAt)),
        ]);
        return trial;
    }

    private static TrialAnswer AnswerOf(Trial trial, RuleSet ruleSet, Explanation explanation, ManagementRole role)
    {
        var decision = explanation.Decision;
        var at = explanation.Message.ReceivedAt;
        var body = Masking.Text(System.Text.Encoding.UTF8.GetString(decision.Body.Span), trial.Sender, role);
        using var answer = JsonDocument.Parse(body);
        return new TrialAnswer
        {
            Trial = trial.Id,
            Version = ruleSet.Version,
            Reply = decision.Reply?.Text is { } said ? Masking.Text(said, trial.Sender, role) : null,
            Answer = answer.RootElement.Clone(),
            Explanation = ExplainedAnswers.Of(explanation, ruleSet, trial.Sender, role),
            Memory =
            [
                .. trial
                    .Contact.RememberedAt(at)
                    .Select(one => new Remembered(
                        one.Name,
                        Masking.Text(one.Value!, trial.Sender, role),
                        one.ExpiresAt
                    )),
            ],
            Later =
            [
                .. decision.Later.Select(later => new TrialLater(
                    at + later.After,
                    Masking.Text(later.Text, trial.Sender, role),
                    later.Recipient is { } other ? Masking.Shown(other) : null,
                    later.Channel
                )),
            ],
        };
    }
}
