using System;
using System.Linq.Expressions;
using System.Reflection;

namespace Ilb.Contracts.Xml;

internal sealed class Accessor<T, TValue>(PropertyInfo property)
{
    private readonly Func<T, TValue> _get = (Func<T, TValue>)property.GetMethod!.CreateDelegate(typeof(Func<T, TValue>));
    private readonly Action<T, TValue> _set = (Action<T, TValue>)property.SetMethod!.CreateDelegate(typeof(Action<T, TValue>));

    public string Name { get; } = property.Name;

    public TValue Get(T target) => _get(target);

    public void Set(T target, TValue value) => _set(target, value);
}

internal static class Accessor
{
    public static Accessor<T, TValue> Of<T, TValue>(Expression<Func<T, TValue>> property) =>
        new((PropertyInfo)((MemberExpression)property.Body).Member);
}
