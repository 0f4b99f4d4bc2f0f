using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

internal sealed class XmlAttributeValue<T, TValue>(Accessor<T, TValue> property, string name, bool required, ValueCodec<TValue> codec)
    : XmlAttributeMember<T>(name, required)
{
    public override string? Get(T target) => property.Get(target) is { } value ? codec.Format(value) : null;

    public override void Read(T target, XAttribute? attribute, Reading reading)
    {
        if (attribute is null) return;
        if (codec.TryParse(attribute.Value, out var value)) property.Set(target, value);
        else reading.Report(codec.Problem, $"The attribute {Name} is {codec.Expected}, not '{Reading.Shorten(attribute.Value)}'.");
    }
}
