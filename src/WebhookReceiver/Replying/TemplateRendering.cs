using System.Globalization;
using DotLiquid;
using DotLiquid.Exceptions;

namespace WebhookReceiver.Replying;

/// <summary>One filling-in of a template and the snippets in it, for one message.</summary>
internal sealed class TemplateRendering(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures)
{
    private const int MostIterations = 1_000;

    private static readonly TimeSpan LongestLoop = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _snippets = new(StringComparer.Ordinal);

    public string Render(ReplyTemplate template)
    {
        var (liquid, source, needs) = template.Parts;
        if (liquid is null)
        {
            return source;
        }

        var variables = VariablesFor(needs);
        var culture = CultureInfo.CurrentCulture;
        using var limit = needs.HasLoops ? new CancellationTokenSource(LongestLoop) : null;
        try
        {
            // Some filters ask the thread's culture, whatever the context says: replies are the same on every host.
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return Fill(liquid, variables, limit?.Token ?? CancellationToken.None);
        }
        catch (Exception exception)
            when (exception is LiquidException or OperationCanceledException or TextTooLongException)
        {
            throw new TemplateException(exception.Message, exception);
        }
        catch (Exception exception)
        {
            // Filters throw whatever they like. Their messages may quote the customer, so only the type is told.
            throw new TemplateException($"A filter failed: {exception.GetType().Name}.", inner: null);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string Fill(Template liquid, Hash variables, CancellationToken cancellationToken)
    {
        // A context of our own: date formats and error mode stay out of DotLiquid's process-wide settings.
        var context = new Context(
            [variables],
            new Hash(),
            new Hash(),
            ErrorsOutputMode.Rethrow,
            MostIterations,
            CultureInfo.InvariantCulture,
            cancellationToken
        )
        {
            SyntaxCompatibilityLevel = SyntaxCompatibility.DotLiquid22a,
            UseRubyDateFormat = true,
        };
        using var text = new LimitedText();
        return liquid.Render(text, new RenderParameters(CultureInfo.InvariantCulture) { Context = context });
    }

    private Hash VariablesFor(TemplateNeeds needs)
    {
        var variables = new Hash();
        foreach (var root in needs.Roots)
        {
            variables[root] =
                Captured(root)
                ?? (root is TemplateVariables.Texts ? TextsFor(needs) : TemplateVariables.ValueOf(root, message));
        }

        return variables;
    }

    private string? Captured(string name)
    {
        foreach (var (captured, value) in captures)
        {
            if (string.Equals(captured, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }

    private Dictionary<string, object?> TextsFor(TemplateNeeds needs)
    {
        var texts = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, snippet) in needs.Snippets)
        {
            if (!_snippets.TryGetValue(name, out var text))
            {
                _snippets[name] = text = Render(snippet);
            }

            texts[name] = text;
        }

        return texts;
    }
}

/// <summary>Stops a template that writes without end.</summary>
internal sealed class LimitedText() : StringWriter(CultureInfo.InvariantCulture)
{
    /// <summary>Many times what any channel carries (protocol sheet, section 4.4: 4,000 characters).</summary>
    public const int Longest = 64 * 1024;

    public override void Write(char value)
    {
        Reserve(1);
        base.Write(value);
    }

    public override void Write(string? value)
    {
        Reserve(value?.Length ?? 0);
        base.Write(value);
    }

    private void Reserve(int more)
    {
        if (GetStringBuilder().Length + more > Longest)
        {
            throw new TextTooLongException();
        }
    }
}

internal sealed class TextTooLongException() : Exception("The text grew longer than 65,536 characters.");
