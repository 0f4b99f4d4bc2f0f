using System.Xml.Linq;

namespace Ilb.Contracts.Xml;

internal sealed class ValueMember<T, TValue>(Accessor<T, TValue> property, string? name, bool required, ValueCodec<TValue> codec)
    : Member<T>(name ?? property.Name, required)
{
    public override void Read(T target, XElement element, Reading reading)
    {
        if (!reading.IsLeaf(element)) return;
        if (codec.TryParse(element.Value, out var value)) property.Set(target, value);
        else reading.Report(codec.Problem, $"'{Reading.Shorten(element.Value)}' is not {codec.Expected}.");
    }

    public override void Write(T source, ElementWriter writer)
    {
        var value = property.Get(source);
        if (value is not null) writer.Element(Name, codec.Format(value));
    }
}
