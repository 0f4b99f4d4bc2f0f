using System.Collections.Generic;
using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

internal sealed class RepeatedMember<T, TItem>(Accessor<T, List<TItem>> property, ListItem<TItem> item) : Member<T>(item.Name, required: false)
{
    public override bool Repeats => true;

    public override void Read(T target, XElement element, Reading reading) => item.Read(element, property.Get(target), reading);

    public override void Write(T source, ElementWriter writer)
    {
        foreach (var value in property.Get(source)) item.Write(value, writer);
    }
}
