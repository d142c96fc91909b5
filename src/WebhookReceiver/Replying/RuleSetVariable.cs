using Fluid.Values;

namespace WebhookReceiver.Replying;

/// <summary>
/// A variable that the book gives to every template beside those of the message: <c>calendar.shop.today</c>,
/// <c>tables.items</c>. Its value may depend on the message's arrival, so no reply that uses it is constant.
/// </summary>
internal abstract class RuleSetVariable
{
    /// <summary>What may stand behind the first dot.</summary>
    protected abstract IReadOnlyCollection<string> Names { get; }

    /// <summary>What must stand behind the second dot; empty where anything or nothing may.</summary>
    protected virtual IReadOnlyList<string> Parts => [];

    /// <summary>The value, as a template sees it.</summary>
    public abstract FluidValue ValueFor(IncomingMessage message, ReplyLanguage language);

    /// <summary>True if it may print nothing.</summary>
    public virtual bool MayBeMissing(TemplatePath path) => false;

    /// <summary>Tells what is wrong with a use of the variable.</summary>
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
            Unknown($"{root.Text}.", name.Text, Names);
        }
        else if (Parts.Count > 0 && path.Parts[1] is { } part && !Parts.Contains(part.Text, StringComparer.Ordinal))
        {
            Unknown($"{root.Text}.{name.Text}.", part.Text, Parts);
        }

        void Unknown(string before, string typed, IReadOnlyCollection<string> known)
        {
            var nearest = NearestName.Of(typed, known);
            var fix =
                nearest is not null ? $"Did you mean '{before}{nearest}'?"
                : known.Count is > 0 and < 25 ? $"Known here: {string.Join(", ", known)}."
                : null;
            check.Error(root.Offset, $"unknown variable '{before}{typed}'", fix);
        }
    }
}
