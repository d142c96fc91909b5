using Fluid.Ast;

namespace WebhookReceiver.Replying;

/// <summary>A block that is not closed yet, with its branches so far.</summary>
internal sealed class TemplateBlock(TemplateToken tag)
{
    private readonly List<(Expression? Condition, List<Statement> Statements)> _branches = [];

    public TemplateToken Tag => tag;

    /// <summary>The variables that the block asks for.</summary>
    public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>What <c>case</c> compares.</summary>
    public Expression Subject { get; set; } = TemplateParser.Nothing;

    /// <summary>What the block comes to.</summary>
    public Func<IReadOnlyList<Statement>> Close { get; set; } = () => [];

    public IReadOnlyList<Statement> Body => _branches[0].Statements;

    public List<Statement> Statements => _branches[^1].Statements;

    public ElseStatement? Otherwise =>
        _branches.Skip(1).FirstOrDefault(branch => branch.Condition is null).Statements is { } statements
            ? new ElseStatement(statements)
            : null;

    public void Branch(Expression? condition) => _branches.Add((condition, []));

    public IfStatement Choice() =>
        new(
            _branches[0].Condition,
            Body,
            Otherwise,
            [
                .. _branches
                    .Skip(1)
                    .Where(branch => branch.Condition is not null)
                    .Select(branch => new ElseIfStatement(branch.Condition, branch.Statements)),
            ]
        );
}
