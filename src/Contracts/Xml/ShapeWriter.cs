using System.Xml;

namespace Ilb.Contracts.Xml;

internal static class ShapeWriter
{
    public static void Write<T>(Shape<T> shape, T value, string name, XmlWriter writer, string ns, bool root = false) where T : class, new()
    {
        writer.WriteStartElement(name, ns);
        if (root) writer.WriteAttributeString("xmlns", "i", null, Namespaces.Instance);
        if (shape.Type(value) is { } type && !root) writer.WriteAttributeString("i", "type", Namespaces.Instance, type);
        foreach (var attribute in shape.Attributes)
            if (attribute.Get(value) is { } text) writer.WriteAttributeString(attribute.Name, text);
        foreach (var member in shape.Members) member.Write(value, writer, ns);
        writer.WriteEndElement();
    }
}
