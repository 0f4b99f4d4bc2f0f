using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>A part of a virtual network's address space.</summary>
public sealed class Subnet : IEntry
{
    public static string Kind => "subnet";

    public string? Name { get; set; }

    public string? AddressPrefix { get; set; }

    public string? Key => Name;

    internal static readonly Form<Subnet> Form = new Form<Subnet>("A part of a virtual network's address space")
        .Value(d => d.Name, Words.Name, "Its name; GatewaySubnet makes it the gateway's", required: true)
        .Value(d => d.AddressPrefix, Words.Name, "Its prefix, /8 to /29, such as 10.0.0.0/24", required: true);

    public string NameIn(string owner) => $"{owner}/{Name}";
}
