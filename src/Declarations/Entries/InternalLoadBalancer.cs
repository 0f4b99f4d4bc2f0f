using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>The private front-end address of a deployment.</summary>
public sealed class InternalLoadBalancer : IEntry
{
    public static string Kind => "internal load balancer";

    public string? Name { get; set; }

    public string? SubnetName { get; set; }

    public string? StaticVNetIPAddress { get; set; }

    public bool? AllowLoopback { get; set; }

    public string? Key => Name;

    internal static readonly Form<InternalLoadBalancer> Form = new Form<InternalLoadBalancer>("The private front-end address (VIP) of a deployment")
        .Value(d => d.Name, Words.Name, "Its name", required: true)
        .Value(d => d.SubnetName, Words.Name, "The subnet that the VIP is of, where the deployment is in a virtual network", kept: true)
        .Value(d => d.StaticVNetIPAddress, Words.Name, "Just this VIP; left out any of the subnet, and it keeps the one it has")
        .Value(d => d.AllowLoopback, Words.Flag, "Whether members may call the sets they belong to", usual: false);

    public string NameIn(string owner) => $"{owner}/{Name}";
}
