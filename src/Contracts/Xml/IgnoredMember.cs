using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

internal sealed class IgnoredMember<T>(string name) : Member<T>(name, required: false)
{
    public override void Read(T target, XElement element, Reading reading) { }

    public override void Write(T source, ElementWriter writer) { }
}
