using System.IO;
using System.Xml;
using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

/// <summary>Reads XML into a tree within limits: no DTD, no external entities, bounded size and depth.</summary>
internal static class TreeReader
{
    public static XElement Read(Stream stream, ReadLimits limits)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = limits.MaxBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using var reader = XmlReader.Create(new BoundedStream(stream, limits.MaxBytes), settings);
            return Build(reader, limits);
        }
        catch (XmlException e)
        {
            var code = e.Message.Contains("DTD") ? ProblemCodes.DtdNotAllowed : ProblemCodes.MalformedXml;
            throw new ContractException(new ReadProblem(code, "/", e.Message));
        }
    }

    private static XElement Build(XmlReader reader, ReadLimits limits)
    {
        XElement? root = null, current = null;
        var elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= limits.MaxDepth)
                        throw new ContractException(new ReadProblem(ProblemCodes.TooDeep, "/", $"Elements are nested deeper than {limits.MaxDepth}."));
                    if (reader.AttributeCount > limits.MaxAttributes)
                        throw new ContractException(new ReadProblem(ProblemCodes.TooLarge, "/", $"An element has more than {limits.MaxAttributes} attributes."));
                    if (++elements > limits.MaxElements)
                        throw new ContractException(new ReadProblem(ProblemCodes.TooLarge, "/", $"The document has more than {limits.MaxElements} elements."));
                    var (element, isEmpty) = ReadStart(reader);
                    root ??= element;
                    current?.Add(element);
                    if (!isEmpty) current = element;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    current?.Add(new XText(reader.Value));
                    break;
                case XmlNodeType.EndElement:
                    current = current!.Parent;
                    break;
            }
        }

        return root!;
    }

    private static (XElement Element, bool IsEmpty) ReadStart(XmlReader reader)
    {
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        var isEmpty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
            if (reader.NamespaceURI != Namespaces.Declarations)
                element.Add(new XAttribute(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value));
        return (element, isEmpty);
    }
}
