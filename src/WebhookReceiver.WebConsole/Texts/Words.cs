using System.Globalization;
using Microsoft.Extensions.Localization;

namespace WebhookReceiver.WebConsole.Texts;

/// <summary>The texts of the pages: <c>Words.resx</c> is English, <c>Words.es.resx</c> Spanish.</summary>
internal sealed class Words
{
    /// <summary>The languages of the resource files, the first for everybody else.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "es"];
}

internal static class WordsExtensions
{
    /// <summary>A text with a number: <c>name.One</c> for 1, <c>name.Many</c> for all others.</summary>
    public static string Count(this IStringLocalizer<Words> words, string name, long number, string? other = null) =>
        words[
            number == 1 ? $"{name}.One" : $"{name}.Many",
            number.ToString("N0", CultureInfo.CurrentCulture),
            other ?? ""
        ];

    /// <summary>The word for a value of the API; a value that has no word stands for itself.</summary>
    public static string Of(this IStringLocalizer<Words> words, string group, string value) =>
        words[$"{group}.{value}"] is { ResourceNotFound: false } known ? known.Value : value;
}
