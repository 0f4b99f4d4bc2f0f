using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;

namespace Ilb.Contracts.Xml;

/// <summary>
/// The elements of one document in the order of the wire, listed once and used for reading and writing.
/// A null property is an absent element; an empty list is an empty element.
/// </summary>
internal sealed class Shape<T> where T : class, new()
{
    private readonly List<Member<T>> _members = [];
    private readonly List<XmlAttributeMember<T>> _attributes = [];
    private bool _anyOrder;

    public IReadOnlyList<Member<T>> Members => _members;

    public IReadOnlyList<XmlAttributeMember<T>> Attributes => _attributes;

    /// <summary>Value of the i:type attribute on writing, null for none.</summary>
    public Func<T, string?> Type { get; private set; } = _ => null;

    public Shape<T> Text(Expression<Func<T, string?>> property, bool required = false, string? name = null) =>
        Add(new ValueMember<T, string?>(Accessor.Of(property), name, required, Values.Text));

    /// <summary>Text that travels as base64 of its UTF-8 bytes.</summary>
    public Shape<T> EncodedText(Expression<Func<T, string?>> property, bool required = false) =>
        Add(new ValueMember<T, string?>(Accessor.Of(property), null, required, Values.EncodedText));

    public Shape<T> Number(Expression<Func<T, int?>> property, bool required = false) =>
        Add(new ValueMember<T, int?>(Accessor.Of(property), null, required, Values.Number));

    public Shape<T> LargeNumber(Expression<Func<T, long?>> property) =>
        Add(new ValueMember<T, long?>(Accessor.Of(property), null, false, Values.LargeNumber));

    public Shape<T> Flag(Expression<Func<T, bool?>> property) =>
        Add(new ValueMember<T, bool?>(Accessor.Of(property), null, false, Values.Flag));

    public Shape<T> Time(Expression<Func<T, DateTimeOffset?>> property) =>
        Add(new ValueMember<T, DateTimeOffset?>(Accessor.Of(property), null, false, Values.Time));

    public Shape<T> Node<TChild>(Expression<Func<T, TChild?>> property, Shape<TChild> child, bool required = false, string? alias = null)
        where TChild : class, new() =>
        Add(new NodeMember<T, TChild>(Accessor.Of(property), child, required, alias));

    /// <summary>A wrapper element named as the property that holds items.</summary>
    public Shape<T> List<TItem>(Expression<Func<T, List<TItem>?>> property, string item, Shape<TItem> shape, bool required = false)
        where TItem : class, new() =>
        Add(new ListMember<T, TItem>(Accessor.Of(property), null, required, new NodeItem<TItem>(item, shape)));

    public Shape<T> Texts(Expression<Func<T, List<string>?>> property, string item, bool required = false, string? name = null) =>
        Add(new ListMember<T, string>(Accessor.Of(property), name, required, new TextItem(item)));

    /// <summary>Items that repeat directly below this element, without a wrapper.</summary>
    public Shape<T> Items<TItem>(Expression<Func<T, List<TItem>>> property, string item, Shape<TItem> shape) where TItem : class, new() =>
        Add(new RepeatedMember<T, TItem>(Accessor.Of(property), new NodeItem<TItem>(item, shape)));

    /// <summary>Elements that real clients send and nobody here needs, or that must not be kept (secrets): accepted, dropped.</summary>
    public Shape<T> Ignored(params string[] names)
    {
        foreach (var name in names) Add(new IgnoredMember<T>(name));
        return this;
    }

    /// <summary>Elements that are accepted and not used; their names go into the property, which is no element itself.</summary>
    public Shape<T> Unused(Expression<Func<T, List<string>>> property, params string[] names)
    {
        foreach (var name in names) Add(new UnusedMember<T>(Accessor.Of(property), name));
        return this;
    }

    /// <summary>The same of a list that answers have, empty.</summary>
    public Shape<T> UnusedList(Expression<Func<T, List<string>>> property, string name, Func<T, bool> isWritten) =>
        Add(new UnusedMember<T>(Accessor.Of(property), name, isWritten));

    public Shape<T> Attribute(Expression<Func<T, string?>> property, string name, bool required = false) =>
        Add(new XmlAttributeValue<T, string?>(Accessor.Of(property), name, required, Values.Text));

    public Shape<T> NumberAttribute(Expression<Func<T, int?>> property, string name, bool required = false) =>
        Add(new XmlAttributeValue<T, int?>(Accessor.Of(property), name, required, Values.Number));

    public Shape<T> FlagAttribute(Expression<Func<T, bool?>> property, string name) =>
        Add(new XmlAttributeValue<T, bool?>(Accessor.Of(property), name, false, Values.Flag));

    public Shape<T> TypedAs(Func<T, string?> type)
    {
        Type = type;
        return this;
    }

    /// <summary>The last element may come before or after the one listed before it: clients disagree.</summary>
    public Shape<T> OrBefore()
    {
        _members[_members.Count - 1].Rank = _members[_members.Count - 2].Rank;
        return this;
    }

    /// <summary>Order does not matter in this element.</summary>
    public Shape<T> InAnyOrder()
    {
        _anyOrder = true;
        foreach (var member in _members) member.Rank = 0;
        return this;
    }

    public Member<T>? Find(string name, bool strict) =>
        _members.FirstOrDefault(m => m.IsNamed(name, strict ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase));

    private Shape<T> Add(XmlAttributeMember<T> attribute)
    {
        _attributes.Add(attribute);
        return this;
    }

    private Shape<T> Add(Member<T> member)
    {
        member.Rank = _anyOrder ? 0 : _members.Count;
        _members.Add(member);
        return this;
    }
}
