using System.Text.Json;
using Ilb.ControlPlane.Identity;
using Ilb.Model.Addressing;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Configuration;

/// <summary>What the operator of the installation gives to all subscriptions.</summary>
/// <param name="PrivateAddressSpace">For cloud services outside virtual networks; those that have machines keep theirs.</param>
/// <param name="PublicAddressSpace">The pool of public VIPs; deployments that have one keep it.</param>
internal sealed record Provider(string? PrivateAddressSpace, string? PublicAddressSpace = null)
{
    private const string FileName = "provider.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads the operator's file; the first start writes the default one for them to edit.</summary>
    public static (Ipv4Prefix Private, Ipv4Prefix Public) Spaces(DataFolder folder)
    {
        if (folder.Read(FileName) is not { } text)
        {
            var defaults = new Provider(PrivateNetwork.Default.ToString(), PublicNetwork.Default.ToString());
            folder.WritePublic(FileName, JsonSerializer.Serialize(defaults, Json) + "\n");
            return (PrivateNetwork.Default, PublicNetwork.Default);
        }

        try
        {
            var said = JsonSerializer.Deserialize<Provider>(text, Json);
            return (
                said?.PrivateAddressSpace is { } inside ? PrivateNetwork.Parse(inside) : PrivateNetwork.Default,
                said?.PublicAddressSpace is { } outside ? PublicNetwork.Parse(outside) : PublicNetwork.Default);
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new DataFolderException("read the address spaces from", folder.PathOf(FileName), error);
        }
    }
}
