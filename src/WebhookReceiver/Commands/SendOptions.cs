using System.CommandLine;

namespace WebhookReceiver.Commands;

/// <summary>The options of <c>send</c>.</summary>
internal sealed class SendOptions
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(10);

    private readonly Argument<string?> _to = new("to")
    {
        Description = "Number with + and country code, or the subscriber's id on Messenger and Instagram.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _text = new("text")
    {
        Description = "The text, or the caption of --media.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _allText = new("--text")
    {
        Description = "With --csv: the text; {name} stands for the column of that name.",
    };

    private readonly Option<string?> _channel = new("--channel")
    {
        Description = "Channel id; default Sending:Application.",
    };
    private readonly Option<Uri?> _media = OptionParsers.Address(
        "--media",
        "Public https address of a picture, document…"
    );
    private readonly Option<string?> _template = new("--template")
    {
        Description = "Id of an approved template; with a text, for those whose session is over.",
    };

    private readonly Option<string[]> _values = new("--value")
    {
        Description = "A variable of the template; once for each, in their order. With --csv: the names of columns.",
    };

    private readonly Option<string[]> _header = new("--header")
    {
        Description = "A variable of the template's header; as --value.",
    };

    private readonly Option<string?> _language = new("--language") { Description = "Language of the template." };
    private readonly Option<string?> _quoted = new("--quote") { Description = "Id of the message to quote." };
    private readonly Option<string?> _reference = new("--reference")
    {
        Description = "A name of your own; the same is sent once, however often it is ordered.",
    };

    private readonly Option<DateTimeOffset?> _at = OptionParsers.Instant("--at", "When to send it; default now.");
    private readonly Option<DateTimeOffset?> _until = OptionParsers.Instant(
        "--until",
        "From then on it is not sent any more."
    );
    private readonly Option<string?> _ifFailed = new("--if-failed")
    {
        Description = "Channel on which the text is tried if this one fails, such as 3 for SMS.",
    };

    private readonly Option<bool> _atLeastOnce = new("--at-least-once")
    {
        Description = "Tried again where nobody knows whether it went out, even if somebody gets it twice.",
    };

    private readonly Option<TimeSpan> _wait = OptionParsers.Duration(
        "--wait",
        "How long to wait for the outcome; default 10 s.",
        DefaultWait
    );

    private readonly Option<string?> _name = new("--name")
    {
        Description =
            "With --csv: name of the mailing; under one name nobody gets it twice. Default: told from the file and the message.",
    };

    private readonly Option<bool> _skipBad = new("--skip-bad")
    {
        Description = "With --csv: leaves rows out that cannot be sent.",
    };

    public Option<string?> Csv { get; } =
        new("--csv") { Description = "File with a column 'number' and one for each variable." };

    public void AddTo(Command command)
    {
        command.Add(_to);
        command.Add(_text);
        Option[] all =
        [
            Csv,
            _allText,
            _channel,
            _media,
            _template,
            _values,
            _header,
            _language,
            _quoted,
            _reference,
            _at,
            _until,
            _ifFailed,
            _atLeastOnce,
            _wait,
            _name,
            _skipBad,
        ];
        foreach (var option in all)
        {
            command.Add(option);
        }
    }

    /// <summary>The misuse of options; null for none.</summary>
    public string? Misuse(ParseResult parsed)
    {
        if (parsed.GetValue(Csv) is null)
        {
            return parsed.GetValue(_to) is null
                ? "Write to whom: send +447400123456 \"Hello\", or send --csv people.csv --template XY1234."
                : null;
        }

        if (parsed.GetValue(_reference) is not null)
        {
            return "With --csv the mailing has a name: write --name in place of --reference.";
        }

        if (parsed.GetValue(_to) is not null)
        {
            return "With --csv the numbers stand in the file; write the text as --text.";
        }

        return
            parsed.GetValue(_template) is null && parsed.GetValue(_allText) is null && parsed.GetValue(_media) is null
            ? "Say what is sent: --template XY1234, or --text \"Hello {name}\" where no template is needed."
            : null;
    }

    public TimeSpan WaitOf(ParseResult parsed) => parsed.GetValue(_wait);

    public OutgoingMessage MessageOf(ParseResult parsed) =>
        Common(parsed) with
        {
            To = parsed.GetValue(_to)!,
            Text = parsed.GetValue(_text) ?? parsed.GetValue(_allText),
            TemplateValues = parsed.GetValue(_values) ?? [],
            TemplateHeader = parsed.GetValue(_header) ?? [],
            Reference = parsed.GetValue(_reference),
        };

    public MailingOrder MailingOf(ParseResult parsed) =>
        new(Common(parsed) with { Text = parsed.GetValue(_allText) })
        {
            Values = parsed.GetValue(_values) ?? [],
            Header = parsed.GetValue(_header) ?? [],
            Name = parsed.GetValue(_name),
            SkipsBad = parsed.GetValue(_skipBad),
        };

    private OutgoingMessage Common(ParseResult parsed) =>
        new()
        {
            To = "",
            Channel = parsed.GetValue(_channel),
            MediaUrl = parsed.GetValue(_media),
            Template = parsed.GetValue(_template),
            Language = parsed.GetValue(_language),
            QuotedMessageId = parsed.GetValue(_quoted),
            SendAt = parsed.GetValue(_at),
            ExpiresAt = parsed.GetValue(_until),
            IfFailedChannel = parsed.GetValue(_ifFailed),
            AtLeastOnce = parsed.GetValue(_atLeastOnce),
        };
}

/// <summary>A message per row of a file.</summary>
/// <param name="Message">The part common to all rows.</param>
internal sealed record MailingOrder(OutgoingMessage Message)
{
    /// <summary>Columns with the template's variables; none: all but the number.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Columns with the header's variables.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    public string? Name { get; init; }

    public bool SkipsBad { get; init; }
}
