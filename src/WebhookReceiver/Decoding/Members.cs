using System.Runtime.CompilerServices;

namespace WebhookReceiver.Decoding;

/// <summary>How the bytes of a value are spelled.</summary>
internal enum ValueEncoding : byte
{
    Missing = 0,

    /// <summary>UTF-8 as it is.</summary>
    Plain,

    /// <summary>UTF-8 with JSON escapes.</summary>
    JsonEscaped,

    /// <summary>Form-encoded: '+' and %XX.</summary>
    FormEncoded,

    /// <summary>A JSON number, as written.</summary>
    Number,

    /// <summary>A JSON null: as good as missing.</summary>
    Null,

    /// <summary>true or false.</summary>
    Literal,

    /// <summary>A JSON object, from brace to brace.</summary>
    Object,

    /// <summary>A JSON array, from bracket to bracket.</summary>
    Array,
}

/// <summary>Where in the body a value stands. Nothing is copied before it is known to be needed.</summary>
internal readonly record struct RawValue(int Start, int Length, ValueEncoding ValueEncoding, bool OtherSpelling)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> body) => body.Slice(Start, Length);

    /// <summary>True for text and numbers: the platform sends either for every scalar (protocol sheet, section 1.3).</summary>
    public bool IsScalar => ValueEncoding is >= ValueEncoding.Plain and <= ValueEncoding.Number;
}

[InlineArray(FieldNames.Count)]
internal struct RawValues
{
    private RawValue _first;
}

/// <summary>The members of one body while it is decoded: places of the known fields, text of the others.</summary>
internal ref struct Members(ReadOnlySpan<byte> body)
{
    /// <summary>Far more than any message has; keeps the work linear in the body (protocol sheet, section 1.3 names 22).</summary>
    private const int Most = 2_000;

    private const int UsualUnknown = 6;

    private RawValues _rawValues;
    private int _count;

    public readonly ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>Members that are no known field, in order; null if there are none.</summary>
    public Dictionary<string, string>? Unknown { get; private set; }

    public readonly RawValue this[Field field] => _rawValues[(int)field];

    public readonly bool Has(Field field) => _rawValues[(int)field].IsScalar;

    /// <summary>Keeps a known field under its name, where it turned out to mean nothing to the platform.</summary>
    public void KeepAsVariable(Field field, string name)
    {
        if (Has(field))
        {
            Unknown ??= new(StringComparer.Ordinal);
            Unknown.TryAdd(name, RawValueText.Read(Body, this[field]));
        }
    }

    /// <summary>Takes in one member; says why not if it must not be there.</summary>
    /// <param name="name">Its name, unescaped.</param>
    /// <param name="value">Where its value stands.</param>
    /// <param name="firstWins">True where a repeated unknown name is no fault: in forms.</param>
    public RejectionCode? Add(scoped ReadOnlySpan<byte> name, RawValue value, bool firstWins)
    {
        if (++_count > Most)
        {
            return RejectionCode.Members;
        }

        var field = FieldNames.Find(name, out var otherSpelling);
        if (field == Field.Unknown)
        {
            return AddUnknown(name, value, firstWins);
        }

        if (field == Field.Key)
        {
            return null; // never kept, so it cannot matter how often or in which capitals it comes
        }

        ref var rawValue = ref _rawValues[(int)field];
        if (rawValue.ValueEncoding == ValueEncoding.Missing || (rawValue.OtherSpelling && !otherSpelling))
        {
            rawValue = value with { OtherSpelling = otherSpelling };
            return null;
        }

        if (otherSpelling != rawValue.OtherSpelling)
        {
            return AddUnknown(name, value, firstWins);
        }

        return RejectionCode.DuplicateKey;
    }

    private RejectionCode? AddUnknown(scoped ReadOnlySpan<byte> name, RawValue value, bool firstWins)
    {
        Unknown ??= new(UsualUnknown, StringComparer.Ordinal);
        var added = Unknown.TryAdd(RawValueText.Decode(name), RawValueText.Read(Body, value));
        return added || firstWins ? null : RejectionCode.DuplicateKey;
    }
}
