using Fluid.Values;

namespace WebhookReceiver.Replying;

/// <summary>
/// A variable of the rule set for every template: <c>calendar.shop.today</c>, <c>tables.items</c>. Its value may depend
/// on the message's arrival, so a reply that uses it is never constant.
/// </summary>
internal abstract class RuleSetVariable
{
    /// <summary>The allowed names after the first dot.</summary>
    protected abstract IReadOnlyCollection<string> Names { get; }

    /// <summary>The required names after the second dot; empty if any name or none is allowed.</summary>
    protected virtual IReadOnlyList<string> Parts => [];

    /// <summary>Whether a path lacks only the first name: shop.today for calendar.shop.today.</summary>
    public bool Has(TemplatePath path) =>
        path.Parts is [{ } part]
        && Parts.Contains(part.Text, StringComparer.Ordinal)
        && Names.Contains(path.Root.Text, StringComparer.Ordinal);

    /// <summary>The value, as a template sees it.</summary>
    public abstract FluidValue ValueFor(
        IncomingMessage message,
        IReadOnlyList<KeyValuePair<string, string>> captures,
        TemplateScope scope
    );

    /// <summary>True if it may print nothing.</summary>
    public virtual bool MayBeMissing(TemplatePath path) => false;

    /// <summary>Reports a part that needs more than its name.</summary>
    protected virtual void CheckPart(TemplatePath path, TemplateCheck check) { }

    /// <summary>Reports wrong uses of the variable.</summary>
    public void Check(TemplatePath path, TemplateCheck check)
    {
        var root = path.Root;
        if (path.Parts is not [{ } name, ..] || (Parts.Count > 0 && path.Parts.Count != 2))
        {
            var example = $"{root.Text}.{Names.FirstOrDefault() ?? "name"}";
            example = Parts.Count == 0 ? example : $"{example}.{Parts[0]}";
            var count = Parts.Count == 0 ? "a name" : "a name and a part";
            check.Error(root.Offset, $"'{root.Text}' needs {count} behind it", $"For example '{example}'.");
        }
        else if (!Names.Contains(name.Text, StringComparer.Ordinal))
        {
            Unknown(
                $"{root.Text}.",
                name.Text,
                Names,
                [.. path.Parts.Skip(1).TakeWhile(part => part is not null).OfType<TemplateToken>()]
            );
        }
        else if (Parts.Count > 0 && path.Parts[1] is { } part && !Parts.Contains(part.Text, StringComparer.Ordinal))
        {
            Unknown($"{root.Text}.{name.Text}.", part.Text, Parts, []);
        }
        else
        {
            CheckPart(path, check);
        }

        void Unknown(string before, string typed, IReadOnlyCollection<string> known, TemplateToken[] rest)
        {
            var nearest = NearestName.Of(typed, known);
            var fix =
                nearest is not null ? $"Did you mean '{before}{nearest}{Mended(rest)}'?"
                : known.Count is > 0 and < 25 ? $"Known here: {string.Join(", ", known)}."
                : null;
            check.Error(
                root.Offset,
                $"unknown variable '{before}{typed}{string.Concat(rest.Select(part => $".{part.Text}"))}'",
                fix
            );
        }
    }

    /// <summary>What stands behind a mistyped name, so that the whole variable can be pasted.</summary>
    private string Mended(TemplateToken[] rest) =>
        string.Concat(
            rest.Select((part, at) => $".{(at == 0 ? NearestName.Of(part.Text, Parts) : null) ?? part.Text}")
        );
}
