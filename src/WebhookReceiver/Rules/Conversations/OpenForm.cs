using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>The stored state of a form or menu with an open question.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Question">The variable of the question; empty for a menu, or <see cref="Passed"/>.</param>
/// <param name="Tries">Number of misfits so far.</param>
/// <param name="Answers">Captures, known values and answers so far.</param>
internal sealed record OpenForm(
    string Rule,
    string Question,
    int Tries,
    ImmutableArray<KeyValuePair<string, string>> Answers
)
{
    /// <summary>In place of the question: a menu after which something else was asked and answered.</summary>
    public const string Passed = "?passed";

    private static readonly JsonWriterOptions AsWritten = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether it is a menu after which something else was asked and answered.</summary>
    public bool IsPassed => Question == Passed;

    /// <summary>Whether a value is known: by its name, or as the columns of a row (<c>item.price</c>).</summary>
    public bool Has(string name) => Answers.Any(answer => IsOf(answer.Key, name));

    private static bool IsOf(string key, string name) =>
        key.StartsWith(name, StringComparison.Ordinal) && (key.Length == name.Length || key[name.Length] == '.');

    public OpenForm With(string name, string value) => Without(name).With([new(name, value)]);

    public OpenForm With(IEnumerable<KeyValuePair<string, string>> answers) =>
        this with
        {
            Answers = Answers.AddRange(answers),
        };

    /// <summary>The name for an answer that is not accepted yet; no variable can have it.</summary>
    public static string PendingName(string name) => $"?{name}";

    /// <summary>The answer that is not accepted yet; null: none.</summary>
    public string? Pending(string name)
    {
        var pending = PendingName(name);
        return Answers.FirstOrDefault(answer => answer.Key == pending).Value;
    }

    public OpenForm WithPending(string name, string words) => With([new(PendingName(name), words)]);

    /// <summary>The form without the answer that is not accepted yet.</summary>
    public OpenForm Without(string name)
    {
        var pending = PendingName(name);
        return this with { Answers = Answers.RemoveAll(answer => answer.Key == pending) };
    }

    /// <summary>The form without this answer, accepted or not, and without the columns of its row.</summary>
    public OpenForm Dropping(string name) =>
        Without(name) with
        {
            Answers = Without(name).Answers.RemoveAll(answer => IsOf(answer.Key, name)),
        };

    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AsWritten))
        {
            json.WriteStartObject();
            json.WriteString("rule", Rule);
            json.WriteString("ask", Question);
            json.WriteNumber("tries", Tries);
            json.WriteStartArray("got");
            foreach (var (name, value) in Answers)
            {
                json.WriteStringValue(name);
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>
    /// The contact's open form; <see langword="null"/> if there is none, or this version cannot read it.
    /// </summary>
    public static OpenForm? Of(IReadOnlyDictionary<string, string> own)
    {
        if (own.Count == 0 || !own.TryGetValue(SystemVariables.Form, out var text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var json = document.RootElement;
            var got = json.GetProperty("got").EnumerateArray().Select(value => value.GetString()!).ToArray();
            return new OpenForm(
                json.GetProperty("rule").GetString()!,
                json.GetProperty("ask").GetString()!,
                json.GetProperty("tries").GetInt32(),
                [.. got.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1]))]
            );
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or IndexOutOfRangeException
            )
        {
            // Stored by another version: the contact is asked anew rather than left without an answer.
            return null;
        }
    }
}
