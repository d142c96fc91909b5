using System.Runtime.CompilerServices;

namespace WebhookReceiver.Decoding;

/// <summary>The encoding of a value's bytes.</summary>
internal enum ValueEncoding : byte
{
    Missing = 0,

    /// <summary>Plain UTF-8.</summary>
    Plain,

    /// <summary>UTF-8 with JSON escapes.</summary>
    JsonEscaped,

    /// <summary>Form-encoded: '+' and %XX.</summary>
    FormEncoded,

    /// <summary>A JSON number, as written.</summary>
    Number,

    /// <summary>A JSON null; it counts as missing.</summary>
    Null,

    /// <summary>true or false.</summary>
    Literal,

    /// <summary>A JSON object, from brace to brace.</summary>
    Object,

    /// <summary>A JSON array, from bracket to bracket.</summary>
    Array,
}

/// <summary>The position of a value in the body. Nothing is copied until it is needed.</summary>
internal readonly record struct RawValue(int Start, int Length, ValueEncoding ValueEncoding, bool OtherSpelling)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> body) => body.Slice(Start, Length);

    /// <summary>
    /// True for text and numbers: the platform sends either for every scalar (protocol sheet, section 1.3).
    /// </summary>
    public bool IsScalar => ValueEncoding is >= ValueEncoding.Plain and <= ValueEncoding.Number;
}

[InlineArray(FieldNames.Count)]
internal struct RawValues
{
    private RawValue _first;
}

/// <summary>The members of one body during decoding: positions of the known fields, text of the others.</summary>
internal ref struct Members(ReadOnlySpan<byte> body)
{
    /// <summary>
    /// Far more than any message has; keeps the work linear in the body (protocol sheet, section 1.3 names 22).
    /// </summary>
    private const int Most = 2_000;

    private const int UsualUnknown = 6;

    private RawValues _rawValues;
    private int _count;

    public readonly ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>Members that are no known field, in order; null if there are none.</summary>
    public Dictionary<string, string>? Unknown { get; private set; }

    public readonly RawValue this[Field field] => _rawValues[(int)field];

    public readonly bool Has(Field field) => _rawValues[(int)field].IsScalar;

    /// <summary>Stores a known field under its name as a variable, if the platform gives it no meaning here.</summary>
    public void KeepAsVariable(Field field, string name)
    {
        if (Has(field))
        {
            Unknown ??= new(StringComparer.Ordinal);
            Unknown.TryAdd(name, RawValueText.Read(Body, this[field]));
        }
    }

    /// <summary>Adds one member; returns the reason if it is not allowed.</summary>
    /// <param name="name">Its name, unescaped.</param>
    /// <param name="value">Position of its value.</param>
    /// <param name="firstWins">True in forms, where a repeated unknown name is allowed.</param>
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
            return null; // never stored, so repetition and case do not matter
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
