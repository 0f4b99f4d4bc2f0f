using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>The machines of a cloud service, with what balances between them.</summary>
public sealed class Deployment : IEntry
{
    public const string Production = "Production", Staging = "Staging";

    public static string Kind => "deployment";

    public string? Slot { get; set; }

    public string? Name { get; set; }

    public string? Label { get; set; }

    public string? VirtualNetwork { get; set; }

    public List<InternalLoadBalancer>? InternalLoadBalancers { get; set; }

    public List<Machine>? Machines { get; set; }

    public List<LoadBalancedSet>? LoadBalancedSets { get; set; }

    public string? Key => Slot ?? Production;

    internal static readonly Form<Deployment> Form = new Form<Deployment>("The machines of a cloud service, with what balances between them")
        .Value(d => d.Slot, Words.OneOf(Production, Staging), "Its place in the cloud service", usual: Production)
        .Value(d => d.Name, Words.Name, "Its name, which stays; at first that of the cloud service", kept: true)
        .Value(d => d.Label, Words.Text, "What people read, which stays; at first the name", kept: true)
        .Value(d => d.VirtualNetwork, Words.Name, "The virtual network that its machines are in, which stays; without one they are in the private network of the cloud service", kept: true)
        .Entries(d => d.InternalLoadBalancers, InternalLoadBalancer.Form, "Its private front-end address: none or one")
        .Entries(d => d.Machines, Machine.Form, "Its virtual machines, at least one")
        .Entries(d => d.LoadBalancedSets, LoadBalancedSet.Form, "Endpoints that several machines have together");

    /// <summary>As the service shows it: that of the production slot has the name of its cloud service.</summary>
    public string NameIn(string owner) => Key == Staging ? $"{owner}.staging" : owner;

    public override string ToString() => $"{Name} ({Key})";
}
