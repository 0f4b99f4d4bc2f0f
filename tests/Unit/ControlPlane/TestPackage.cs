using System.Buffers.Binary;
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

    /// <summary>
    /// The same with a zip64 record: the end says that there are too many entries for it to count, so readers ask the record where
    /// they begin, whatever else the end says.
    /// </summary>
    public static byte[] Zip64(byte[] zip)
    {
        var end = zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(end + 10));
        var (length, start) = (BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(end + 12)), BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(end + 16)));
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(zip.AsSpan(0, end));
        writer.Write("PK\u0006\u0006"u8);
        writer.Write(44UL);
        writer.Write([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        foreach (ulong number in (ulong[])[entries, entries, length, start])
            writer.Write(number);
        writer.Write("PK\u0006\u0007"u8);
        writer.Write(0U);
        writer.Write((ulong)end);
        writer.Write(1U);
        writer.Write("PK\u0005\u0006"u8);
        writer.Write([0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
        writer.Write(length);
        writer.Write((uint)end);
        writer.Write((ushort)0);
        return stream.ToArray();
    }

    /// <summary>Another length in the header of an entry in the list.</summary>
    public static void SayLength(byte[] zip, string entry, uint length)
    {
        const int headerLength = 46, lengthAt = 24;
        var name = zip.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(entry));
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(name - headerLength + lengthAt), length);
    }
}
