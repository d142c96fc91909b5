using System.Collections.Frozen;
using Fluid;
using Fluid.Filters;
using WebhookReceiver.Replying.Filters;

namespace WebhookReceiver.Replying;

/// <summary>
/// The allowed filters, with the least and most arguments of each. Omitted on purpose: filters that read the host's
/// culture or clock (currency) or make HTML.
/// </summary>
internal static class TemplateFilters
{
    public const string Default = "default";

    private static readonly FrozenDictionary<string, TemplateFilter> Allowed = new Dictionary<string, TemplateFilter>(
        StringComparer.Ordinal
    )
    {
        ["abs"] = new(0, 0, Arithmetic.Abs),
        ["append"] = new(1, 1, TextFilters.Append),
        ["at_least"] = new(1, 1, Arithmetic.AtLeast),
        ["at_most"] = new(1, 1, Arithmetic.AtMost),
        ["capitalize"] = new(0, 0, TextFilters.Capitalize),
        ["ceil"] = new(0, 0, Arithmetic.Ceil),
        ["compact"] = new(0, 0, MiscFilters.Compact),
        ["concat"] = new(1, 1, ArrayFilters.Concat),
        ["date"] = new(1, 1, DateFilter.Date),
        [Default] = new(1, 1, TextFilters.Default),
        ["divided_by"] = new(1, 1, Arithmetic.DividedBy),
        ["downcase"] = new(0, 0, TextFilters.Downcase),
        ["first"] = new(0, 0, ArrayFilters.First),
        ["floor"] = new(0, 0, Arithmetic.Floor),
        ["join"] = new(0, 1, ListFilters.Join),
        ["last"] = new(0, 0, ArrayFilters.Last),
        ["lstrip"] = new(0, 0, StringFilters.LStrip),
        ["minus"] = new(1, 1, Arithmetic.Minus),
        ["modulo"] = new(1, 1, Arithmetic.Modulo),
        ["plus"] = new(1, 1, Arithmetic.Plus),
        ["prepend"] = new(1, 1, TextFilters.Prepend),
        ["remove"] = new(1, 1, StringFilters.Remove),
        ["remove_first"] = new(1, 1, StringFilters.RemoveFirst),
        ["replace"] = new(1, 2, TextFilters.Replace),
        ["replace_first"] = new(1, 2, StringFilters.ReplaceFirst),
        ["reverse"] = new(0, 0, ArrayFilters.Reverse),
        ["round"] = new(0, 1, Arithmetic.Round),
        ["rstrip"] = new(0, 0, StringFilters.RStrip),
        ["size"] = new(0, 0, ListFilters.Size),
        ["slice"] = new(1, 2, StringFilters.Slice),
        ["sort"] = new(0, 1, ListFilters.Sort),
        ["sort_natural"] = new(0, 1, ListFilters.SortNatural),
        ["split"] = new(1, 1, ListFilters.Split),
        ["strip"] = new(0, 0, StringFilters.Strip),
        ["strip_newlines"] = new(0, 0, StringFilters.StripNewLines),
        ["times"] = new(1, 1, Arithmetic.Times),
        ["truncate"] = new(0, 2, TextFilters.Truncate),
        ["truncate_words"] = new(0, 2, StringFilters.TruncateWords),
        ["uniq"] = new(0, 0, ArrayFilters.Uniq),
        ["upcase"] = new(0, 0, TextFilters.Upcase),
        ["url_decode"] = new(0, 0, MiscFilters.UrlDecode),
        ["url_encode"] = new(0, 0, MiscFilters.UrlEncode),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What other programs call them.</summary>
    private static readonly FrozenDictionary<string, string> Meant = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["upper"] = "upcase",
        ["uppercase"] = "upcase",
        ["toupper"] = "upcase",
        ["lower"] = "downcase",
        ["lowercase"] = "downcase",
        ["tolower"] = "downcase",
        ["title"] = "capitalize",
        ["titlecase"] = "capitalize",
        ["ucfirst"] = "capitalize",
        ["trim"] = "strip",
        ["length"] = "size",
        ["count"] = "size",
        ["len"] = "size",
        ["add"] = "plus",
        ["subtract"] = "minus",
        ["sub"] = "minus",
        ["multiply"] = "times",
        ["mul"] = "times",
        ["divide"] = "divided_by",
        ["div"] = "divided_by",
        ["mod"] = "modulo",
        ["max"] = "at_most",
        ["min"] = "at_least",
        ["substring"] = "slice",
        ["substr"] = "slice",
        ["format"] = "date",
        ["strftime"] = "date",
        ["fallback"] = "default",
        ["ifempty"] = "default",
        ["urlencode"] = "url_encode",
        ["encode"] = "url_encode",
        ["unique"] = "uniq",
        ["distinct"] = "uniq",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Allowed.Keys;

    public static TemplateFilter? Find(string name) => Allowed.GetValueOrDefault(name);

    /// <summary>The filter that is meant; all of them if nobody knows.</summary>
    public static string Fix(string name) =>
        Meant.TryGetValue(name, out var meant)
            ? $"Did you mean '{meant}'?"
            : NearestName.Fix(name, Names) ?? $"Known here: {string.Join(", ", Names.Order(StringComparer.Ordinal))}.";
}

/// <summary>A filter, and the least and most arguments after its colon.</summary>
internal sealed record TemplateFilter(int Least, int Most, FilterDelegate Apply);
