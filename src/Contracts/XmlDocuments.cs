using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Reads and writes the documents of the service management API.</summary>
public static class XmlDocuments
{
    /// <summary>Reads a request strictly.</summary>
    /// <exception cref="ContractException">With everything that is wrong.</exception>
    public static T Read<T>(Stream stream, ReadLimits? limits = null) where T : class, new() => Read<T>(stream, limits, strict: true);

    /// <summary>The name of the root, whatever it holds.</summary>
    /// <exception cref="ContractException">It is not XML.</exception>
    public static string RootOf(Stream stream, ReadLimits? limits = null) => TreeReader.Read(stream, limits ?? ReadLimits.Default).Name.LocalName;

    /// <summary>Reads an answer: what is unknown is skipped, order does not matter, nothing is required.</summary>
    /// <exception cref="ContractException">It is not XML, has another root, or a value that cannot be read.</exception>
    public static T ReadAnswer<T>(Stream stream, ReadLimits? limits = null) where T : class, new() =>
        Read<T>(stream, limits ?? new ReadLimits(MaxBytes: 64 << 20), strict: false);

    /// <summary>Writes without XML declaration, as the service answers. A character that XML can't say becomes U+FFFD.</summary>
    public static void Write<T>(T document, Stream stream) where T : class, new()
    {
        using var writer = new ElementWriter(stream);
        DocumentTypes.Of<T>().Write(document, writer);
    }

    public static byte[] ToBytes<T>(T document) where T : class, new()
    {
        using var stream = new MemoryStream();
        Write(document, stream);
        return stream.ToArray();
    }

    public static string ToText<T>(T document) where T : class, new() => Encoding.UTF8.GetString(ToBytes(document));

    /// <summary>Base64 of the UTF-8 bytes, as labels travel.</summary>
    public static string EncodeLabel(string label) => Values.Encode(label);

    /// <summary>The label in the base64 text, or the text itself where a client sent it plain.</summary>
    public static string DecodeLabel(string label) => Values.TryDecode(label, out var text) ? text! : label;

    private static T Read<T>(Stream stream, ReadLimits? limits, bool strict) where T : class, new()
    {
        var root = TreeReader.Read(stream, limits ?? ReadLimits.Default);
        var document = DocumentTypes.Of<T>().Read(root, strict, out IReadOnlyList<ReadProblem> problems);
        return problems.Count == 0 ? document : throw new ContractException(problems);
    }
}
