using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>What connects a virtual network to its sites. Keys of its connections are secrets, and in no document.</summary>
public sealed class Gateway
{
    public string? GatewayType { get; set; }

    public string? GatewaySize { get; set; }

    internal static readonly Form<Gateway> Form = new Form<Gateway>("What connects a virtual network to its sites")
        .Value(d => d.GatewayType, Words.OneOf("StaticRouting", "DynamicRouting"), "Its type, which stays", kept: true)
        .Value(d => d.GatewaySize, Words.OneOf("Default", "Standard", "HighPerformance"), "Its size", kept: true);

    public override string ToString() => $"{GatewayType ?? "a new one"}{(GatewaySize is null ? "" : $", {GatewaySize}")}";
}
