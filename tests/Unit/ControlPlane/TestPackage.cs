using System.IO.Compression;
using System.Text;

namespace Ilb.Unit.ControlPlane;

/// <summary>Zip files for uploads: good ones and others.</summary>
internal static class TestPackage
{
    public const string Definition = """
        <ServiceDefinition name="Cloud" xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition">
          <WebRole name="Web" vmsize="Small">
            <Runtime><EntryPoint><ProgramEntryPoint commandLine="run.sh" /></EntryPoint></Runtime>
            <Endpoints><InputEndpoint name="Http" protocol="tcp" port="80" localPort="8080" loadBalancer="MyILB" /></Endpoints>
          </WebRole>
        </ServiceDefinition>
        """;

    public static string Configuration(int instances) => $"""
        <ServiceConfiguration serviceName="Cloud" xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration">
          <Role name="Web"><Instances count="{instances}" /></Role>
          <NetworkConfiguration>
            <VirtualNetworkSite name="VNetUSWest" />
            <AddressAssignments><InstanceAddress roleName="Web"><Subnets><Subnet name="FrontEndSubnet" /></Subnets></InstanceAddress></AddressAssignments>
            <LoadBalancers><LoadBalancer name="MyILB"><FrontendIPConfiguration type="private" subnet="FrontEndSubnet" /></LoadBalancer></LoadBalancers>
          </NetworkConfiguration>
        </ServiceConfiguration>
        """;

    public static byte[] Good(string program = "echo hello\n") => Zip(("ServiceDefinition.csdef", Definition), ("Web/run.sh", program), ("Web\\more\\data.txt", "x"));

    public static byte[] Zip(params (string Name, string Text)[] entries) => Zip(archive =>
    {
        foreach (var (name, text) in entries)
            Add(archive, name, text);
    });

    public static byte[] Zip(Action<ZipArchive> fill)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            fill(archive);
        return stream.ToArray();
    }

    public static ZipArchiveEntry Add(ZipArchive archive, string name, string text)
    {
        var entry = archive.CreateEntry(name);
        using var content = entry.Open();
        content.Write(Encoding.UTF8.GetBytes(text));
        return entry;
    }
}
