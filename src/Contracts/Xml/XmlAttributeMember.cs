using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

/// <summary>One attribute of an element.</summary>
internal abstract class XmlAttributeMember<T>(string name, bool required)
{
    public string Name { get; } = name;

    public bool Required { get; } = required;

    /// <summary>As it is written; null when it is absent.</summary>
    public abstract string? Get(T target);

    public abstract void Read(T target, XAttribute? attribute, Reading reading);
}
