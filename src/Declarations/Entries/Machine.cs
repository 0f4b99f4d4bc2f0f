using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>A virtual machine.</summary>
public sealed class Machine : IEntry
{
    public static string Kind => "machine";

    public string? Name { get; set; }

    public string? ImageName { get; set; }

    public string? InstanceSize { get; set; }

    public string? HostName { get; set; }

    public string? SubnetName { get; set; }

    public string? StaticVNetIPAddress { get; set; }

    public string? AvailabilitySetName { get; set; }

    public List<Endpoint>? Endpoints { get; set; }

    public string? Key => Name;

    internal static readonly Form<Machine> Form = new Form<Machine>("A virtual machine")
        .Value(d => d.Name, Words.Name, "Its name", required: true)
        .Value(d => d.ImageName, Words.Name, "What it runs, such as ilb-responder; it stays", required: true)
        .Value(d => d.InstanceSize, Words.Name, "Its size, such as Small", usual: "Small")
        .Value(d => d.HostName, Words.Name, "What it calls itself, which stays; at first its name", kept: true)
        .Value(d => d.SubnetName, Words.Name, "The subnet it is in; at first the first of its virtual network", kept: true)
        .Value(d => d.StaticVNetIPAddress, Words.Name, "Just this address; left out any of the subnet, and it keeps the one it has")
        .Value(d => d.AvailabilitySetName, Words.Name, "Its availability set")
        .Entries(d => d.Endpoints, Endpoint.Form, "Endpoints that it has alone");

    public string NameIn(string owner) => $"{owner}/{Name}";
}
