namespace Ilb.Contracts.Xml;

internal sealed class XmlAttributeMember<T>(Accessor<T, string?> property, string name, bool required)
{
    public string Name { get; } = name;

    public bool Required { get; } = required;

    public string? Get(T target) => property.Get(target);

    public void Set(T target, string? value) => property.Set(target, value);
}
