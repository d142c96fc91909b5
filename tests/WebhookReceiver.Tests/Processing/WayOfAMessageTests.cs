using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Tests.Processing;

/// <summary>
/// Compares the list in CONTRIBUTING.md, "The way of a message", with the compiled code and with the call stack of a
/// real message. The path of a message has no code for this test.
/// </summary>
public sealed partial class WayOfAMessageTests
{
    private const int MostHops = 19;

    /// <summary>
    /// Registrations connect types that name each other nowhere else: the middleware, and the evaluation with the
    /// inbox.
    /// </summary>
    private static readonly string[] Registrations =
    [
        "ReceivingRegistration",
        "WebhookKeyExtensions",
        "ProcessingRegistration",
    ];

    [Fact]
    public void Every_hop_is_a_type_that_one_before_it_uses()
    {
        var hops = Hops();
        var pairs = CompiledTypes
            .UsesIn(typeof(Program).Assembly.Location)
            .Where(use => use.User.StartsWith("WebhookReceiver.", StringComparison.Ordinal))
            .Select(use => (User: Simple(use.User), Used: Simple(use.Used)))
            .ToArray();
        var uses = pairs.ToLookup(use => use.User, use => use.Used, StringComparer.Ordinal);
        var users = pairs.ToLookup(use => use.Used, use => use.User, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var hop in hops)
        {
            Assert.True(uses.Contains(hop), $"There is no type {hop}.");
            var isBound = users[hop].All(user => Registrations.Contains(user, StringComparer.Ordinal));
            var isImplementation = uses[hop].Any(used => IsInterface(used) && reached.Contains(used));
            Assert.True(reached.Contains(hop) || isBound || isImplementation, $"Nothing before it uses {hop}.");
            reached.UnionWith(uses[hop]);
        }

        Assert.InRange(hops.Length, 1, MostHops);
    }

    [Fact]
    public async Task A_message_goes_to_the_rules_and_to_the_disk_along_the_list()
    {
        var time = new Watched();
        await using var app = new WebhookApp(
            ("rules.yaml", "rules:\n  - { id: greeting, when: hi, reply: 'Hello {{ name }}!' }\n")
        )
        {
            Time = time,
        };
        await app.SayAsync("hi");
        string[] writing = [];
        var journal = (SqliteJournal)app.Services.GetRequiredService<IJournal>();
        await journal.Writer.RunAsync(store => store.BeforeCommit = () => writing = [.. OurTypes(new StackTrace())]);
        time.Begin();
        Assert.Equal("Hello !", await app.SayAsync("hi"));

        // After an await a new stack begins: the longest stack has none.
        var deciding = time.Stacks.Where(stack => stack.Contains("RuleEvaluator")).MaxBy(stack => stack.Length)!;
        AssertAlongTheList(deciding, "ReceivingEndpoints", "Inbox", "MessageProcessor", "RuleEvaluator");
        AssertAlongTheList(writing, "JournalWriter", "SqliteStore");
    }

    /// <summary>
    /// The types of a stack are on the list, as hops or as parts of one, in its order, including these.
    /// </summary>
    private static void AssertAlongTheList(string[] stack, params string[] among)
    {
        var lines = Lines();
        int[] places =
        [
            .. stack.Select(type =>
                Array.FindIndex(lines, line => line.Contains($"`{type}`", StringComparison.Ordinal))
            ),
        ];
        Assert.True(!places.Contains(-1) && places.SequenceEqual(places.Order()), string.Join(" > ", stack));
        Assert.Equal(among, stack.Intersect(among, StringComparer.Ordinal));
    }

    private static string[] Hops() => [.. Lines().Select(line => FirstType().Match(line).Groups["type"].Value)];

    private static string[] Lines()
    {
        var text = File.ReadAllText(Path.Combine(ArchitectureTests.Root, "CONTRIBUTING.md"));
        var section = text[text.IndexOf("## The way of a message", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", StringComparison.Ordinal)];
        return [.. section.Split('\n').Where(line => FirstType().IsMatch(line))];
    }

    private static bool IsInterface(string type) => type is ['I', >= 'A' and <= 'Z', ..];

    private static string Simple(string type) => type[(type.LastIndexOf('.') + 1)..];

    /// <summary>From the outside in.</summary>
    private static IEnumerable<string> OurTypes(StackTrace stack) =>
        stack
            .GetFrames()
            .Reverse()
            .Select(frame => Outermost(frame.GetMethod()?.DeclaringType))
            .Where(type => type?.Assembly == typeof(Program).Assembly)
            .Select(type => type!.Name)
            .Distinct(StringComparer.Ordinal);

    private static Type? Outermost(Type? type) => type?.DeclaringType is { } outer ? Outermost(outer) : type;

    [GeneratedRegex(@"^\d+\. `(?<type>\w+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FirstType();

    /// <summary>A clock that records our types on the stack at each call.</summary>
    private sealed class Watched() : FakeTimeProvider(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero))
    {
        private readonly ConcurrentQueue<string[]> _stacks = new();
        private volatile bool _isOn;

        public IEnumerable<string[]> Stacks => _stacks;

        public void Begin() => _isOn = true;

        public override long GetTimestamp()
        {
            if (_isOn)
            {
                _stacks.Enqueue([.. OurTypes(new StackTrace())]);
            }

            return base.GetTimestamp();
        }
    }
}
