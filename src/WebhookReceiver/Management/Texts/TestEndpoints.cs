using WebhookReceiver.Api;
using WebhookReceiver.Management.Files;

namespace WebhookReceiver.Management.Texts;

/// <summary><c>POST /api/drafts/{id}/tests</c>: keeps a trial as a test beside its rule.</summary>
internal static class TestEndpoints
{
    public const string Path = DraftEndpoints.OnePath + "/tests";

    public static void MapTests(this IEndpointRouteBuilder group) => group.MapPost(Path, AddAsync);

    private static async Task AddAsync(HttpContext context)
    {
        if (await context.ReadBodyAsync(ApiJson.Strict.NewRuleTest) is not { } test)
        {
            return;
        }

        var id = (string)context.Request.RouteValues["id"]!;
        if (!DraftStore.IsId(id))
        {
            await context.RefuseAsync(
                StatusCodes.Status400BadRequest,
                "body",
                "The id of a draft has small letters, digits and hyphens, at most 64 of them."
            );
            return;
        }

        var draft = context.RequestServices.GetRequiredService<DraftStore>().Find(id);
        if (await TextEndpoints.FindAsync(context, test.Rule, draft) is not { } found)
        {
            return;
        }

        var (text, place) = found;
        var file = new LineEnds(text);
        var (changed, problem) = TextEndpoints.IsYaml(place.Path)
            ? TestEditor.Add(file, file.EndOfLine(place.Line), test)
            : (null, TextEndpoints.NotInYaml(place.Path));
        await (
            changed is null
                ? context.RefuseAsync(StatusCodes.Status422UnprocessableEntity, "tests", problem!)
                : TextEndpoints.KeepAsync(context, id, draft, test.Rule, place.Path, changed)
        );
    }
}
