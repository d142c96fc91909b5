using System.Text;
using WebhookReceiver.Api;
using WebhookReceiver.Receiving;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Parsing.Schema;

namespace WebhookReceiver.Management.Files;

/// <summary>The language of the rules, for an editor: its keys with their meanings, and the names of the files.</summary>
internal static class LanguageEndpoints
{
    public const string SchemaPath = "/api/rules/schema";

    public const string WordsPath = "/api/rules/words";

    private static readonly Lazy<byte[]> Schema = new(() => Encoding.UTF8.GetBytes(RuleSchema.Text()));

    public static void MapLanguage(this IEndpointRouteBuilder group)
    {
        group.MapGet(SchemaPath, context => context.AnswerAsync(Schema.Value));
        group.MapGet(WordsPath, WordsAsync);
    }

    private static async Task WordsAsync(HttpContext context)
    {
        var query = new ApiQuery(context.Request.Query, "draft");
        if (query.Problem is { } problem)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "query", problem);
            return;
        }

        var services = context.RequestServices;
        var draft = query.Text("draft") is { } id ? services.GetRequiredService<DraftStore>().Find(id) : null;
        var files = draft is null
            ? new Dictionary<string, byte[]?>(StringComparer.Ordinal)
            : DraftFiles.Read(draft.Files, int.MaxValue).Files;
        var build = files is null
            ? null
            : await services.GetRequiredService<RuleReloader>().BuildAsync(files, context.RequestAborted);
        if (build is null)
        {
            await context.RefuseAsync(
                StatusCodes.Status409Conflict,
                "changing",
                "The folder is being changed at this moment; try again in a second."
            );
            return;
        }

        var names = build.Names;
        await context.AnswerAsync(
            new RuleWords
            {
                Rules = names.Rules,
                Lists = names.Lists,
                Texts = names.Texts,
                Calendars = names.Calendars,
                Tables = names.Tables,
                Remembered = names.Remembered,
                Slots = names.Slots,
                Channels = [.. ChannelNames.All],
            },
            ApiJson.Default.RuleWords
        );
    }
}
