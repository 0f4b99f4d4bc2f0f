namespace Ilb.Contracts.Xml;

internal static class ShapeWriter
{
    public static void Write<T>(Shape<T> shape, T value, string name, ElementWriter writer) where T : class, new()
    {
        writer.Start(name);
        if (shape.Type(value) is { } type) writer.Attribute("i:type", type);
        WriteContent(shape, value, name, writer);
    }

    /// <param name="ns">The namespace of the whole document.</param>
    public static void WriteRoot<T>(Shape<T> shape, T value, string name, ElementWriter writer, string ns) where T : class, new()
    {
        writer.StartRoot(name, ns);
        WriteContent(shape, value, name, writer);
    }

    private static void WriteContent<T>(Shape<T> shape, T value, string name, ElementWriter writer) where T : class, new()
    {
        foreach (var attribute in shape.Attributes)
            if (attribute.Get(value) is { } text) writer.Attribute(attribute.Name, text);
        foreach (var member in shape.Members) member.Write(value, writer);
        writer.End(name);
    }
}
