using System.Text;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management.Tables;

/// <summary>Answers with a table to callers who ask for one: <c>Accept: text/csv</c>.</summary>
internal static class CsvAnswers
{
    /// <summary>At most so many rows in one table; the header <c>Link</c> names the rest.</summary>
    public const int MostRows = 5_000;

    private const string Csv = "text/csv";

    public static bool WantsCsv(this HttpContext context)
    {
        foreach (var accepted in context.Request.GetTypedHeaders().Accept)
        {
            if (accepted.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase) && accepted.Quality is not 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="context">The request.</param>
    /// <param name="table">The table.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="next">Where the rest begins; null if this is all.</param>
    public static async Task AnswerAsync(this HttpContext context, CsvTable table, string name, string? next = null)
    {
        var response = context.Response;
        if (next is not null)
        {
            var query = QueryString.Create(
                context.Request.Query.Where(one => one.Key != "after").Append(new("after", next))
            );
            response.Headers.Link = $"<{context.Request.Path}{query}>; rel=\"next\"";
        }

        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        var bytes = Encoding.UTF8.GetBytes(table.ToString());
        await context.AnswerAsync(bytes);
        response.ContentType = $"{Csv}; charset=utf-8; header=present";
    }

    /// <summary>Writes into the audit that personal data was taken away.</summary>
    public static void AuditExport(this HttpContext context, string act) =>
        context
            .RequestServices.GetRequiredService<AuditLog>()
            .Write(context, context.Features.Get<ManagementCaller>()!, act);
}
