using System;
using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

/// <summary>One element of a document.</summary>
internal abstract class Member<T>(string name, bool required)
{
    public string Name { get; } = name;

    public bool Required { get; } = required;

    /// <summary>Position in the document; elements of equal rank may come in either order.</summary>
    public int Rank { get; set; }

    public virtual bool Repeats => false;

    public virtual bool IsNamed(string name, StringComparison comparison) => string.Equals(Name, name, comparison);

    public abstract void Read(T target, XElement element, Reading reading);

    public abstract void Write(T source, ElementWriter writer);
}
