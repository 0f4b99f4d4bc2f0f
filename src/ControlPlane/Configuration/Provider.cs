using System.Text.Json;
using Ilb.ControlPlane.Identity;
using Ilb.Model.Addressing;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Configuration;

/// <summary>What the operator of the installation gives to all subscriptions.</summary>
/// <param name="PrivateAddressSpace">For cloud services outside virtual networks; those that have machines keep theirs.</param>
internal sealed record Provider(string? PrivateAddressSpace)
{
    private const string FileName = "provider.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads the operator's file; the first start writes the default one for them to edit.</summary>
    public static Ipv4Prefix PrivateSpace(DataFolder folder)
    {
        if (folder.Read(FileName) is not { } text)
        {
            folder.WritePublic(FileName, JsonSerializer.Serialize(new Provider(PrivateNetwork.Default.ToString()), Json) + "\n");
            return PrivateNetwork.Default;
        }

        try
        {
            var said = JsonSerializer.Deserialize<Provider>(text, Json)?.PrivateAddressSpace;
            return said is null ? PrivateNetwork.Default : PrivateNetwork.Parse(said);
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new DataFolderException("read the private address space from", folder.PathOf(FileName), error);
        }
    }
}
