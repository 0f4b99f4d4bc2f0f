using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>What both ends of a tunnel know and nobody else.</summary>
public sealed class SharedKey
{
    public string? Value { get; set; }

    internal static readonly Shape<SharedKey> Shape = new Shape<SharedKey>()
        .Text(d => d.Value);
}
