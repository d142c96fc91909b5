using System.Collections.Frozen;

namespace WebhookReceiver.Replying;

/// <summary>
/// The filters a reply may use, with the least and the most arguments each takes. Left out on purpose: what reads the
/// host's culture or clock (currency) and what makes HTML.
/// </summary>
internal static class TemplateFilters
{
    public const string Default = "default";

    private static readonly FrozenDictionary<string, (int Least, int Most)> Allowed = new Dictionary<
        string,
        (int, int)
    >(StringComparer.Ordinal)
    {
        ["abs"] = (0, 0),
        ["append"] = (1, 1),
        ["at_least"] = (1, 1),
        ["at_most"] = (1, 1),
        ["capitalize"] = (0, 0),
        ["ceil"] = (0, 0),
        ["compact"] = (0, 0),
        ["concat"] = (1, 1),
        ["date"] = (1, 1),
        [Default] = (1, 1),
        ["divided_by"] = (1, 1),
        ["downcase"] = (0, 0),
        ["first"] = (0, 0),
        ["floor"] = (0, 0),
        ["join"] = (0, 1),
        ["last"] = (0, 0),
        ["lstrip"] = (0, 0),
        ["minus"] = (1, 1),
        ["modulo"] = (1, 1),
        ["plus"] = (1, 1),
        ["prepend"] = (1, 1),
        ["remove"] = (1, 1),
        ["remove_first"] = (1, 1),
        ["replace"] = (1, 2),
        ["replace_first"] = (1, 2),
        ["reverse"] = (0, 0),
        ["round"] = (0, 1),
        ["rstrip"] = (0, 0),
        ["size"] = (0, 0),
        ["slice"] = (1, 2),
        ["sort"] = (0, 1),
        ["sort_natural"] = (0, 1),
        ["split"] = (1, 1),
        ["strip"] = (0, 0),
        ["strip_newlines"] = (0, 0),
        ["times"] = (1, 1),
        ["truncate"] = (0, 2),
        ["truncate_words"] = (0, 2),
        ["uniq"] = (0, 0),
        ["upcase"] = (0, 0),
        ["url_decode"] = (0, 0),
        ["url_encode"] = (0, 0),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Allowed.Keys;

    public static bool TryGet(string name, out (int Least, int Most) arguments) =>
        Allowed.TryGetValue(name, out arguments);
}
