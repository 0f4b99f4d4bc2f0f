using System;
using System.Collections.Generic;
using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

/// <summary>A shape that may stand at the root of a document, with the root names it may have.</summary>
internal sealed class DocumentType<T>(Shape<T> shape, string ns, Func<T, string> rootOf, params string[] roots) where T : class, new()
{
    public DocumentType(Shape<T> shape, string root, string ns = Namespaces.Management) : this(shape, ns, _ => root, root) { }

    public T Read(XElement root, bool strict, out IReadOnlyList<ReadProblem> problems)
    {
        var reading = new Reading(strict, ns);
        problems = reading.Problems;
        using var _ = reading.Enter(root);
        if (Array.IndexOf(roots, root.Name.LocalName) < 0 || reading.IsForeign(root))
        {
            reading.Report(ProblemCodes.UnexpectedRoot, $"Expected {string.Join(" or ", roots)} in the namespace {ns}.");
            return new T();
        }

        var document = ShapeReader.Read(shape, root, reading);
        if (problems.Count == 0 && rootOf(document) is var said && said != root.Name.LocalName)
            reading.ReportStrict(ProblemCodes.UnexpectedRoot, $"It says of itself that it is a {said}.");
        return document;
    }

    public void Write(T document, ElementWriter writer) => ShapeWriter.WriteRoot(shape, document, rootOf(document), writer, ns);
}
