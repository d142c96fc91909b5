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
            return Fill(liquid, variables, needs.Scope.Language, limit?.Token ?? CancellationToken.None);
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

    private static string Fill(
        Template liquid,
        Hash variables,
        ReplyLanguage language,
        CancellationToken cancellationToken
    )
    {
        // A context of our own: date formats and error mode stay out of DotLiquid's process-wide settings.
        var context = new Context(
            [variables],
            new Hash(),
            new Hash(),
            ErrorsOutputMode.Rethrow,
            MostIterations,
            language.Dates,
            cancellationToken
        )
        {
            SyntaxCompatibilityLevel = SyntaxCompatibility.DotLiquid22a,
            UseRubyDateFormat = true,
        };
        using var text = new LimitedText(language.Output);
        return liquid.Render(text, new RenderParameters(language.Output) { Context = context });
    }

    private Hash VariablesFor(TemplateNeeds needs)
    {
        var variables = new Hash();
        foreach (var root in needs.Roots)
        {
            variables[root] =
                Captured(root)
                ?? (root is TemplateVariables.Texts ? TextsFor(needs) : null)
                ?? TemplateVariables.ValueOf(root, message)
                ?? needs.Scope.Book.GetValueOrDefault(root)?.ValueFor(message, needs.Scope.Language);
        }

        return variables;
    }

    /// <summary>What was captured under the name: a text, or the columns of a table's row (<c>items.price</c>).</summary>
    private object? Captured(string name)
    {
        Dictionary<string, object?>? columns = null;
        foreach (var (captured, value) in captures)
        {
            if (name is LookupVariable.Root && captured is LookupVariable.Capture)
            {
                return LookupVariable.Read(value);
            }
            if (string.Equals(captured, name, StringComparison.Ordinal))
            {
                return value;
            }
            if (
                captured.Length > name.Length
                && captured[name.Length] == '.'
                && captured.StartsWith(name, StringComparison.Ordinal)
            )
            {
                columns ??= new(StringComparer.Ordinal);
                columns.TryAdd(captured[(name.Length + 1)..], value);
            }
        }

        return columns;
    }

    private Dictionary<string, object?> TextsFor(TemplateNeeds needs)
    {
        var texts = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, snippet) in needs.Snippets)
        {
            if (!_snippets.TryGetValue(name, out var text))
            {
                var isOver = needs.Scope.Ends.TryGetValue(name, out var end) && message.ReceivedAt >= end;
                _snippets[name] = text = isOver ? "" : Render(snippet);
            }

            texts[name] = text;
        }

        return texts;
    }
}

/// <summary>Stops a template that writes without end.</summary>
internal sealed class LimitedText(IFormatProvider formats) : StringWriter(formats)
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
