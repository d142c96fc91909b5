namespace WebhookReceiver.Decoding;

/// <summary>
/// Decodes a request of the platform into one message or event. Tolerant by contract (protocol sheet, section 7): every
/// input has a definite result, and nothing throws.
/// </summary>
internal static class WebhookDecoder
{
    /// <summary>Decodes a request.</summary>
    /// <param name="body">The body as received; the message references it without a copy.</param>
    /// <param name="contentType">The header, only a hint: the platform does not document it (section 1.1).</param>
    /// <param name="query">The query string as received, with or without its question mark.</param>
    /// <param name="receivedAt">When the request arrived.</param>
    public static Decoded Decode(
        ReadOnlyMemory<byte> body,
        string? contentType,
        string? query,
        DateTimeOffset receivedAt
    )
    {
        var utf8 = Utf8Body.Read(body.Span);
        if (Utf8Body.IsBlank(utf8))
        {
            return DecodeQuery(query, receivedAt);
        }

        var variables = UrlVariables.Read(query);
        var members = new Members(utf8);
        var refused = JsonBody.Read(ref members);
        if (refused == RejectionCode.Json && MayBeForm(utf8))
        {
            members = new(utf8);
            var isMultipart = MultipartBody.Is(utf8);
            refused = isMultipart ? MultipartBody.Read(ref members) : FormBody.Read(ref members);
            if (refused is null && FormBody.JsonIn(members) is { } json)
            {
                members = new(json);
                refused = JsonBody.Read(ref members);
            }
            else if (refused is null && !isMultipart && !IsForm(members, contentType))
            {
                refused = RejectionCode.Json;
            }
        }

        return refused is { } code ? Reject(code) : Understand(ref members, variables, body, receivedAt);
    }

    private static Decoded DecodeQuery(string? query, DateTimeOffset receivedAt)
    {
        if (string.IsNullOrEmpty(query) || !query.Contains('=', StringComparison.Ordinal))
        {
            return Decoded.Empty.Instance;
        }

        var fields = UrlVariables.WithoutKey(query);
        var members = new Members(fields);
        var refused = FormBody.Read(ref members);
        if (!FormBody.IsMessage(members))
        {
            return Decoded.Empty.Instance;
        }

        return refused is { } code
            ? Reject(code)
            : Understand(ref members, UrlVariables.KeysOf(query), fields, receivedAt);
    }

    /// <summary>A body that begins like JSON is broken JSON and no form.</summary>
    private static bool MayBeForm(ReadOnlySpan<byte> utf8) =>
        utf8.TrimStart(" \t\r\n"u8) is [not ((byte)'{' or (byte)'[' or (byte)'"'), ..] && utf8.Contains((byte)'=');

    private static bool IsForm(in Members members, string? contentType) =>
        FormBody.IsMessage(members)
        || members.Has(Field.EventId)
        || contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    private static Decoded Understand(
        ref Members members,
        in UrlVariables variables,
        ReadOnlyMemory<byte> raw,
        DateTimeOffset receivedAt
    )
    {
        // A custom variable may be called event_id too; a message always has its id (section 3.2).
        if (members.Has(Field.EventId) && !members.Has(Field.UniqueId))
        {
            return new Decoded.Event(EventOf(members, raw, receivedAt));
        }

        members.KeepAsVariable(Field.EventId, "event_id");
        if (WireNumber.Read(members.Body, members[Field.Direction]) is not (null or 0 or 1))
        {
            return new Decoded.Rejected(RejectionCode.Message, "'direction' is neither 0 nor 1.");
        }

        var message = MessageReader.Read(members, variables, raw, receivedAt);
        var validation = IncomingMessageValidator.Instance.Validate(message);
        if (!validation.IsValid)
        {
            return new Decoded.Rejected(
                RejectionCode.Message,
                string.Join(' ', validation.Errors.Select(error => error.ErrorMessage))
            );
        }

        var key = MessageKey.Of(message);
        return new Decoded.Message(message with { Seed = key.Seed }, key);
    }

    private static DeliveryEvent EventOf(in Members members, ReadOnlyMemory<byte> raw, DateTimeOffset receivedAt)
    {
        var kind = WireNumber.Read(members.Body, members[Field.EventId]) switch
        {
            1 => DeliveryEventKind.DeliveryReport,
            2 => DeliveryEventKind.NumberFilter,
            3 => DeliveryEventKind.GroupMember,
            4 => DeliveryEventKind.NewSubscriber,
            _ => DeliveryEventKind.Other,
        };
        return new(
            kind,
            RawValueText.ReadOrNull(members, Field.EventId) ?? "",
            RawValueText.ReadOrNull(members, Field.ProjectId) ?? "",
            raw,
            receivedAt
        );
    }

    private static Decoded.Rejected Reject(RejectionCode code) =>
        new(
            code,
            code switch
            {
                RejectionCode.Json => "The body is neither well-formed JSON nor a form.",
                RejectionCode.Shape => "The body is JSON, but not an object.",
                RejectionCode.Depth => "The body is nested deeper than 64 levels.",
                RejectionCode.DuplicateKey => "The body has the same member twice.",
                _ => "The body has more than 2,000 members.",
            }
        );
}
