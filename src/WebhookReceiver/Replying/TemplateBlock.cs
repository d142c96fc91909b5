using Fluid.Ast;

namespace WebhookReceiver.Replying;

/// <summary>An open block with its branches so far.</summary>
internal sealed class TemplateBlock(TemplateToken tag)
{
    private readonly List<(Expression? Condition, List<Statement> Statements)> _branches = [];

    public TemplateToken Tag => tag;

    /// <summary>The variables that the block tests.</summary>
    public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>The subject of <c>case</c>.</summary>
    public Expression Subject { get; set; } = TemplateParser.Nothing;

    /// <summary>Makes the statements of the block.</summary>
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
