using System;
using System.Collections.Generic;
using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

internal abstract class ListItem<TItem>(string name)
{
    public string Name { get; } = name;

    public bool Accepts(XElement element, Reading reading)
    {
        if (!reading.IsForeign(element) && string.Equals(element.Name.LocalName, Name, reading.Comparison)) return true;
        reading.ReportUnknown(element, [Name]);
        return false;
    }

    public abstract void Read(XElement element, List<TItem> items, Reading reading);

    public abstract void Write(TItem value, ElementWriter writer);
}

internal sealed class NodeItem<TItem>(string name, Shape<TItem> shape) : ListItem<TItem>(name) where TItem : class, new()
{
    public override void Read(XElement element, List<TItem> items, Reading reading) => items.Add(ShapeReader.Read(shape, element, reading));

    public override void Write(TItem value, ElementWriter writer) => ShapeWriter.Write(shape, value, Name, writer);
}

internal sealed class TextItem(string name) : ListItem<string>(name)
{
    public override void Read(XElement element, List<string> items, Reading reading)
    {
        if (reading.IsLeaf(element)) items.Add(element.Value);
    }

    public override void Write(string value, ElementWriter writer) => writer.Element(Name, value ?? "");
}
