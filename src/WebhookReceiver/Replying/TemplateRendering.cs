using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace WebhookReceiver.Replying;

/// <summary>One rendering of a template and its snippets, for one message.</summary>
internal sealed class TemplateRendering(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures)
{
    /// <summary>Ends nested loops after a fraction of a second: the same template ends on every host.</summary>
    private const int MostSteps = 250_000;

    private static readonly TemplateOptions Options = new() { MaxSteps = MostSteps };

    private readonly Dictionary<string, string> _snippets = new(StringComparer.Ordinal);

    public string Render(ReplyTemplate template)
    {
        var (statements, source, needs) = template.Parts;
        if (statements is null)
        {
            return source;
        }

        var context = new Context(message, needs.Scope.Language);
        Fill(context, needs);
        try
        {
            return Run(statements, context);
        }
        catch (TextTooLongException exception)
        {
            throw new TemplateException(exception.Message, exception);
        }
        catch (InvalidOperationException) when (context.HasTakenMostSteps)
        {
            throw new TemplateException($"The template takes more than {MostSteps} steps.", inner: null);
        }
        catch (Exception exception) when (exception is not TemplateException)
        {
            // Filters throw any exception. Its message may quote the contact, so only the type is reported.
            throw new TemplateException($"A filter failed: {exception.GetType().Name}.", inner: null);
        }
    }

    private static string Run(IReadOnlyList<Statement> statements, Context context)
    {
        using var text = new LimitedText(context.CultureInfo);
        foreach (var statement in statements)
        {
#pragma warning disable VSTHRD002, CA2012 // nothing in a template waits: Fluid is asynchronous for external values
            if (
                statement.WriteToAsync(text, NullEncoder.Default, context).GetAwaiter().GetResult() != Completion.Normal
            )
#pragma warning restore VSTHRD002, CA2012
            {
                break;
            }
        }

        return text.ToString();
    }

    private void Fill(Context context, TemplateNeeds needs)
    {
        foreach (var root in needs.Roots)
        {
            var value =
                Captured(root)
                ?? (root is TemplateVariables.Texts ? TextsFor(needs) : null)
                ?? TemplateVariables.ValueOf(root, message)
                ?? needs.Scope.Book.GetValueOrDefault(root)?.ValueFor(message, captures, needs.Scope);
            context.SetValue(root, value ?? NilValue.Instance);
        }
    }

    /// <summary>
    /// The captured value of this name: a text, or the columns of a table's row (<c>items.price</c>).
    /// </summary>
    private FluidValue? Captured(string name)
    {
        Dictionary<string, FluidValue>? columns = null;
        foreach (var (captured, value) in captures)
        {
            if (name is LookupVariable.Root && captured is LookupVariable.Capture)
            {
                return LookupVariable.Read(value);
            }
            if (string.Equals(captured, name, StringComparison.Ordinal))
            {
                return TemplateVariables.Value(value);
            }
            if (
                captured.Length > name.Length
                && captured[name.Length] == '.'
                && captured.StartsWith(name, StringComparison.Ordinal)
            )
            {
                columns ??= new(StringComparer.Ordinal);
                columns.TryAdd(captured[(name.Length + 1)..], TemplateVariables.Value(value));
            }
        }

        return columns is null ? null : TemplateVariables.Value(columns);
    }

    private FluidValue TextsFor(TemplateNeeds needs)
    {
        var texts = new Dictionary<string, FluidValue>(StringComparer.Ordinal);
        foreach (var (name, snippet) in needs.Snippets)
        {
            if (!_snippets.TryGetValue(name, out var text))
            {
                var isOver = needs.Scope.Ends.TryGetValue(name, out var end) && message.ReceivedAt >= end;
                _snippets[name] = text = isOver ? "" : Render(snippet);
            }

            texts[name] = TemplateVariables.Value(text);
        }

        return TemplateVariables.Value(texts);
    }

    /// <summary>The message and the text's language, for filters.</summary>
    internal sealed class Context : TemplateContext
    {
        public Context(IncomingMessage message, ReplyLanguage language)
            : base(TemplateRendering.Options)
        {
            Message = message;
            Language = language;
            CultureInfo = language.Output;
        }

        public IncomingMessage Message { get; }

        public ReplyLanguage Language { get; }

        public bool HasTakenMostSteps => _steps > MostSteps;
    }
}

/// <summary>Stops a template with endless output.</summary>
internal sealed class LimitedText(IFormatProvider formats) : StringWriter(formats)
{
    /// <summary>Many times the limit of any channel (protocol sheet, section 4.4: 4,000 characters).</summary>
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

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Reserve(buffer.Length);
        base.Write(buffer);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Reserve(count);
        base.Write(buffer, index, count);
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
