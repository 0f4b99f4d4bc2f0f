using System;
using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

internal sealed class NodeMember<T, TChild>(Accessor<T, TChild?> property, Shape<TChild> child, bool required, string? alias)
    : Member<T>(property.Name, required)
    where TChild : class, new()
{
    public override bool IsNamed(string name, StringComparison comparison) =>
        base.IsNamed(name, comparison) || string.Equals(alias, name, comparison);

    public override void Read(T target, XElement element, Reading reading) => property.Set(target, ShapeReader.Read(child, element, reading));

    public override void Write(T source, ElementWriter writer)
    {
        if (property.Get(source) is { } value) ShapeWriter.Write(child, value, Name, writer);
    }
}
