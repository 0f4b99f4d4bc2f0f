using System;

namespace Ilb.Contracts;

/// <summary>Bounds on a document.</summary>
/// <param name="MaxBytes">Size in bytes as it travels.</param>
/// <param name="MaxDepth">Nesting of elements; the deepest known document needs 11.</param>
/// <param name="MaxAttributes">Of one element, namespaces included; no known one has 20. A tree takes time by their square.</param>
public sealed record ReadLimits(int MaxBytes = 1 << 20, int MaxDepth = 32, int MaxAttributes = 64)
{
    /// <summary>Bytes of an element on average, tags included; those of a deployment have about 30. A tree of the smallest ones would take many times the document's memory.</summary>
    private const int LeastBytesOfElement = 16;

    /// <summary>However few bytes: 65,536 or more.</summary>
    public int MaxElements => Math.Max(1 << 16, MaxBytes / LeastBytesOfElement);

    public static ReadLimits Default { get; } = new();
}
