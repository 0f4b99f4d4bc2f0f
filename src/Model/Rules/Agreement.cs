using Ilb.Model.Commands;

namespace Ilb.Model.Rules;

/// <summary>
/// What the endpoints that one request gives for one set say together: each element once, from whoever has it. Two that say
/// different things are a contradiction.
/// </summary>
internal sealed class Agreement(Change change, string subject, IReadOnlyList<EndpointDraft> drafts)
{
    /// <summary>Where a problem with the agreed value is: the first draft.</summary>
    public string Path => drafts[0].Path;

    public IReadOnlyList<EndpointDraft> Drafts => drafts;

    public bool HasProbe => drafts.Any(d => d.Request.Probe is not null);

    /// <summary>Null when absent or empty everywhere.</summary>
    public string? Text(string element, Func<EndpointRequest, string?> pick, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
    {
        var said = drafts.Where(d => !string.IsNullOrEmpty(pick(d.Request))).ToList();
        Check(element, said, (a, b) => string.Equals(pick(a), pick(b), comparison), pick);
        return said.Count == 0 ? null : pick(said[0].Request);
    }

    public T? Value<T>(string element, Func<EndpointRequest, T?> pick)
        where T : struct
    {
        var said = drafts.Where(d => pick(d.Request) is not null).ToList();
        Check(element, said, (a, b) => Equals(pick(a), pick(b)), r => pick(r)?.ToString());
        return said.Count == 0 ? null : pick(said[0].Request);
    }

    private void Check(
        string element, List<EndpointDraft> said, Func<EndpointRequest, EndpointRequest, bool> same, Func<EndpointRequest, string?> show)
    {
        foreach (var other in said.Skip(1).Where(d => !same(said[0].Request, d.Request)))
            change.Bad(ProblemCode.SetContradiction, $"{other.Path}/{element}",
                $"'{show(other.Request)}' contradicts '{show(said[0].Request)}' of {said[0].Path}: all members of {subject} agree on {element}.");
    }
}
