using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

/// <summary>The state of reading one document: where we are and what was wrong so far.</summary>
internal sealed class Reading(bool strict, string ns)
{
    /// <summary>Enough to mend a document; a hostile one must not make a long answer.</summary>
    private const int MostProblems = 50;

    private readonly List<ReadProblem> _problems = [];
    private readonly Stack<string> _path = new();

    /// <summary>A request is read strictly; an answer may hold more than we know.</summary>
    public bool Strict { get; } = strict;

    public StringComparison Comparison => Strict ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    public IReadOnlyList<ReadProblem> Problems => _problems;

    /// <param name="element">Where to go.</param>
    /// <param name="position">Among its siblings, from 1; null where it cannot repeat.</param>
    public Step Enter(XElement element, int? position = null)
    {
        var name = Shorten(element.Name.LocalName);
        _path.Push(position is null ? name : $"{name}[{position}]");
        return new Step(_path);
    }

    public void Report(string code, string message, string? below = null)
    {
        if (_problems.Count >= MostProblems) return;
        var path = "/" + string.Join("/", _path.Reverse());
        _problems.Add(new ReadProblem(code, below is null ? path : $"{path}/{below}", message));
    }

    public void ReportStrict(string code, string message)
    {
        if (Strict) Report(code, message);
    }

    public void ReportMissing(string name) => Report(ProblemCodes.MissingElement, $"{name} is required.", name);

    public void ReportUnknown(XElement element, IEnumerable<string> known)
    {
        if (!Strict || _problems.Count >= MostProblems) return;
        var message = IsForeign(element)
            ? $"The namespace '{Shorten(element.Name.NamespaceName)}' does not belong here; expected '{ns}'."
            : $"{Shorten(element.Name.LocalName)} is not known here. Known: {string.Join(", ", known)}.";
        Report(ProblemCodes.UnknownElement, message);
    }

    public bool IsForeign(XElement element) => element.Name.NamespaceName != ns;

    public bool IsNil(XElement element) => (string?)element.Attribute(XName.Get("nil", Namespaces.Instance)) is "true" or "1";

    public bool IsLeaf(XElement element)
    {
        CheckAttributes(element, []);
        if (!element.HasElements) return true;
        Report(ProblemCodes.UnknownElement, "A value is expected here, not elements.");
        return false;
    }

    public void CheckContainer(XElement element, params string[] attributes)
    {
        CheckAttributes(element, attributes);
        var text = element.Nodes().OfType<XText>().FirstOrDefault(t => !string.IsNullOrWhiteSpace(t.Value));
        if (text is not null && Strict) Report(ProblemCodes.UnexpectedText, $"The text '{Shorten(text.Value.Trim())}' does not belong here.");
    }

    /// <summary>Attributes of other namespaces (i:type, i:nil) may always stand.</summary>
    private void CheckAttributes(XElement element, string[] known)
    {
        foreach (var attribute in element.Attributes().Where(a => a.Name.Namespace == XNamespace.None && !known.Contains(a.Name.LocalName)))
            ReportStrict(ProblemCodes.UnknownAttribute, $"The attribute {Shorten(attribute.Name.LocalName)} is not known here.");
    }

    public static string Shorten(string text) => text.Length <= 60 ? text : text.Substring(0, 60) + "…";

    public readonly struct Step(Stack<string> path) : IDisposable
    {
        public void Dispose() => path.Pop();
    }
}
