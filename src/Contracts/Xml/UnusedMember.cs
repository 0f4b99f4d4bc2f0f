using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

/// <summary>An element that documents may have and ilb makes no use of: only its name is kept, so that it can be said. An empty one asks for nothing.</summary>
internal sealed class UnusedMember<T>(Accessor<T, List<string>> property, string name, Func<T, bool>? isWritten = null) : Member<T>(name, required: false)
{
    public override bool Repeats => true;

    public override void Read(T target, XElement element, Reading reading)
    {
        if (HasContent(element) && !property.Get(target).Contains(Name)) property.Get(target).Add(Name);
    }

    private static bool HasContent(XElement element) =>
        element.HasElements || !string.IsNullOrWhiteSpace(element.Value) || element.Attributes().Any(attribute => !attribute.IsNamespaceDeclaration);

    public override void Write(T source, ElementWriter writer)
    {
        if (isWritten?.Invoke(source) != true) return;
        writer.Start(Name);
        writer.End(Name);
    }
}
