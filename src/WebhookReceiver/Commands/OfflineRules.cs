using Microsoft.Extensions.Options;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Linting;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Parsing;

namespace WebhookReceiver.Commands;

/// <summary>
/// The rules folder loaded once like at the server's start, with the same settings and without a server.
/// </summary>
internal sealed class OfflineRules : IAsyncDisposable
{
    private readonly WebApplication _host;

    private OfflineRules(WebApplication host, RuleReloader rules)
    {
        (_host, Rules) = (host, rules);
        var fromHere = Path.GetRelativePath(Directory.GetCurrentDirectory(), rules.Status.Folder);
        ShownFolder = fromHere.StartsWith("..", StringComparison.Ordinal) ? rules.Status.Folder : fromHere;
    }

    public RuleReloader Rules { get; }

    public ReloadStatus Status => Rules.Status;

    /// <summary>The folder relative to the working directory, for positions that an editor can open.</summary>
    public string ShownFolder { get; }

    public int Errors => Status.Problems.Count(problem => problem.Severity == ProblemSeverity.Error);

    public int Warnings => Status.Problems.Count(problem => problem.Severity == ProblemSeverity.Warning);

    public int Notes => Status.Problems.Count(problem => problem.Severity == ProblemSeverity.Note);

    /// <summary>True if there is nothing to check or to answer with.</summary>
    public bool IsUnusable => Status.FolderMissing || Status is { RuleCount: 0, LastResult: ReloadResult.Ok };

    /// <summary>Loads the folder with the clock of the system.</summary>
    public static Task<OfflineRules?> LoadAsync(
        IReadOnlyList<string> settings,
        string? folder,
        TextWriter errors,
        CancellationToken cancellationToken
    ) => LoadAsync(settings, folder, errors, TimeProvider.System, cancellationToken);

    /// <summary>Loads the folder; null with a message on <paramref name="errors"/> if the settings forbid it.</summary>
    public static async Task<OfflineRules?> LoadAsync(
        IReadOnlyList<string> settings,
        string? folder,
        TextWriter errors,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var builder = ServerBuilder.Create([.. settings]);
        if (folder is not null)
        {
            builder.Configuration["Rules:Folder"] = Path.GetFullPath(folder);
        }

        // Independent of the server's gate: the command must report everything.
        builder.Configuration["Rules:Gate"] = nameof(RuleGate.Tests);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        builder.Services.AddRules(builder.Configuration);
        var host = builder.Build();
        try
        {
            var rules = host.Services.GetRequiredService<RuleReloader>();
            while (await rules.ScanAsync(cancellationToken) == ScanOutcome.Settling)
            {
                // A file changed during reading: retry until it settles.
            }

            return new OfflineRules(host, rules);
        }
        catch (OptionsValidationException exception)
        {
            await host.DisposeAsync();
            await errors.WriteLineAsync(string.Join('\n', exception.Failures));
            return null;
        }
    }

    /// <summary>
    /// The same, for commands that need rules: null also without rules, and a warning if they have errors.
    /// </summary>
    public static async Task<OfflineRules?> LoadUsableAsync(
        IReadOnlyList<string> settings,
        string? folder,
        TextWriter errors,
        CancellationToken cancellationToken
    )
    {
        var rules = await LoadAsync(settings, folder, errors, cancellationToken);
        if (rules is { IsUnusable: true })
        {
            foreach (var problem in rules.Status.Problems)
            {
                await errors.WriteLineAsync(rules.Show(problem));
            }

            await rules.DisposeAsync();
            return null;
        }

        if (rules is { Errors: > 0 })
        {
            await errors.WriteLineAsync(
                "The rules have errors, so a running server would not load them. Run 'check' to see the errors."
            );
        }

        return rules;
    }

    /// <summary>The coverage of the tests; null if the folder cannot be read.</summary>
    public async Task<Coverage?> CoverageAsync(CancellationToken cancellationToken)
    {
        var options = _host.Services.GetRequiredService<IOptions<RulesOptions>>().Value;
        var files = FolderScanner.Scan(options.Folder, options.MaxFileBytes).Read();
        if (files is null || IsUnusable)
        {
            return null;
        }

        var build = RuleSetBuilder.Build(files, [], Status.Version, options.Limits, TimeProvider.System);
        return await Coverage.OfAsync(build.RuleSet, build.Tests, cancellationToken);
    }

    /// <summary>A position in the form that editors and terminals make a link of.</summary>
    public string Show(RulePlace place) => $"{Path.Combine(ShownFolder, place.Path)}:{place.Line}";

    /// <summary>A problem after its position, in the form that editors and terminals make a link of.</summary>
    public string Show(RuleProblem problem)
    {
        var severity = problem.Severity.ToString().ToLowerInvariant();
        var path = problem.Path == ReloadProblems.WholeFolder ? ShownFolder : Path.Combine(ShownFolder, problem.Path);
        var place = problem.Line > 0 ? $"{path}:{problem.Line}:{problem.Column}" : path;
        var rule = problem.RuleId is null ? "" : $" rule '{problem.RuleId}':";
        var fix = problem.Fix is null ? "" : $" {problem.Fix}";
        return $"{place}: {severity}:{rule} {problem.Message}{fix}";
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
