using System.CommandLine;

namespace WebhookReceiver.Commands;

/// <summary>The options of <c>send</c>.</summary>
internal sealed class SendOptions
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(10);

    private readonly Argument<string?> _to = new("to")
    {
        Description = "Number with + and country code, or the subscriber's id on Messenger and Instagram",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _text = new("text")
    {
        Description = "The text, or the caption of --media",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _allText = new("--text")
    {
        Description = "With --csv: the text; {name} inserts the column of that name",
    };

    private readonly Option<string?> _channel = new("--channel")
    {
        Description = "Channel id (default: the setting Sending:Application)",
    };
    private readonly Option<Uri?> _media = OptionParsers.Address(
        "--media",
        "Public https address of a picture, video, sound or document"
    );
    private readonly Option<string?> _template = new("--template")
    {
        Description = "Id of an approved template; with a text, it is used if the contact's session is over",
    };

    private readonly Option<string[]> _values = new("--value")
    {
        Description =
            "A value for the template, once for each placeholder, in their order. With --csv: the name of a column.",
    };

    private readonly Option<string[]> _header = new("--header")
    {
        Description = "A value for the template's header; like --value",
    };

    private readonly Option<string?> _language = new("--language") { Description = "Language of the template" };
    private readonly Option<string?> _quoted = new("--quote") { Description = "Id of the message to quote" };
    private readonly Option<string?> _reference = new("--reference")
    {
        Description = "A name that you choose; a message with the same reference is sent only once",
    };

    private readonly Option<DateTimeOffset?> _at = OptionParsers.Instant("--at", "When to send it (default: now)");
    private readonly Option<DateTimeOffset?> _until = OptionParsers.Instant(
        "--until",
        "Expiry: it is not sent after this time"
    );
    private readonly Option<string?> _ifFailed = new("--if-failed")
    {
        Description = "Fallback channel for the text if this one fails, such as 3 for SMS",
    };

    private readonly Option<bool> _atLeastOnce = new("--at-least-once")
    {
        Description = "Retry if the outcome is unknown, even if the contact may get it twice",
    };

    private readonly Option<TimeSpan> _wait = OptionParsers.Duration(
        "--wait",
        "How long to wait for the outcome",
        DefaultWait
    );

    private readonly Option<string?> _name = new("--name")
    {
        Description =
            "With --csv: name of the mailing; nobody gets a mailing of the same name twice (default: made from file and message)",
    };

    private readonly Option<bool> _skipBad = new("--skip-bad")
    {
        Description = "With --csv: leave out rows that cannot be sent",
    };

    public Option<string?> Csv { get; } =
        new("--csv") { Description = "CSV file with a column 'number' and one for each value" };

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
                ? "Say who gets the message: send +447400123456 \"Hello\", or send --csv people.csv --template XY1234."
                : null;
        }

        if (parsed.GetValue(_reference) is not null)
        {
            return "With --csv the mailing has a name: write --name in place of --reference.";
        }

        if (parsed.GetValue(_to) is not null)
        {
            return "With --csv the file has the numbers; write the text as --text.";
        }

        return
            parsed.GetValue(_template) is null && parsed.GetValue(_allText) is null && parsed.GetValue(_media) is null
            ? "Say what to send: --template XY1234, or --text \"Hello {name}\" where no template is needed."
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
