using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>One command while it is judged: what it acts on, and the problems and notes found so far.</summary>
internal sealed class Change(DesiredState state, SubscriptionState subscription, CommandContext context)
{
    private readonly List<Problem> _problems = [];
    private readonly List<string> _notes = [];

    public DesiredState State { get; } = state;

    public SubscriptionState Subscription { get; } = subscription;

    public CommandContext Context { get; } = context;

    public bool Holds(VersionedRule rule) => rule.Holds(Context.Version);

    public bool HasProblems => _problems.Count > 0;

    public int ProblemCount => _problems.Count;

    public ImmutableArray<Problem> Problems => [.. _problems];

    public ImmutableArray<string> Notes => [.. _notes];

    public void Note(string sentence) => _notes.Add(sentence);

    public void Bad(ProblemCode code, string path, string message) => Add(ProblemKind.BadRequest, code, path, message);

    public void Missing(ProblemCode code, string path, string message) => Add(ProblemKind.NotFound, code, path, message);

    public void Conflict(ProblemCode code, string path, string message) => Add(ProblemKind.Conflict, code, path, message);

    private void Add(ProblemKind kind, ProblemCode code, string path, string message)
    {
        var problem = new Problem(kind, code, path, message);
        if (!_problems.Contains(problem))
            _problems.Add(problem);
    }
}
