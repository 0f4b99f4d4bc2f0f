using System.Buffers.Binary;

namespace Ilb.ControlPlane.Packages;

/// <summary>The end of a zip file, read before anything believes what it says of itself.</summary>
internal static class ZipDirectory
{
    private const int RecordLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const uint Signature = 0x06054b50;

    /// <exception cref="PackageException">It is no zip file, or its list of entries is too long to be read.</exception>
    public static void Check(Stream file)
    {
        var tail = new byte[Math.Min(file.Length, RecordLength + LongestComment)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        file.Position = 0;
        for (var at = tail.Length - RecordLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != Signature)
                continue;
            CheckZip64(tail.AsSpan(at));
            var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            if (start > file.Length || file.Length - start > PackageLimits.MostDirectoryBytes)
                throw new PackageException($"The zip file has a list of entries of more than {PackageLimits.MostDirectoryBytes} bytes.");
            return;
        }

        throw new PackageException("The file is no zip file.");
    }

    /// <summary>Where a number does not fit into the end record, readers look for a larger record and believe that one.</summary>
    private static void CheckZip64(ReadOnlySpan<byte> record)
    {
        var refersOn = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]) == uint.MaxValue;
        for (var count = 4; count < 12; count += sizeof(ushort))
            refersOn |= BinaryPrimitives.ReadUInt16LittleEndian(record[count..]) == ushort.MaxValue;
        if (refersOn)
            throw new PackageException("The zip file has a zip64 list of entries, which no package is large enough to need.");
    }
}
