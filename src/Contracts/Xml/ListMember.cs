using System.Collections.Generic;
using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

internal sealed class ListMember<T, TItem>(Accessor<T, List<TItem>?> property, string? name, bool required, ListItem<TItem> item)
    : Member<T>(name ?? property.Name, required)
{
    public override void Read(T target, XElement element, Reading reading)
    {
        var items = new List<TItem>();
        reading.CheckContainer(element);
        var position = 0;
        foreach (var child in element.Elements())
            using (reading.Enter(child, ++position))
                if (item.Accepts(child, reading)) item.Read(child, items, reading);
        property.Set(target, items);
    }

    public override void Write(T source, ElementWriter writer)
    {
        if (property.Get(source) is not { } items) return;
        writer.Start(Name);
        foreach (var value in items) item.Write(value, writer);
        writer.End(Name);
    }
}
