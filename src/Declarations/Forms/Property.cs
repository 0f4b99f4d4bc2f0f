using System.Linq.Expressions;
using System.Reflection;

namespace Ilb.Declarations.Forms;

/// <summary>A property of an entry, as a key of a document: its name begins with a small letter there.</summary>
internal sealed class Property<T, TValue>(PropertyInfo property)
{
    public string Name { get; } = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];

    public static Property<T, TValue> Of(Expression<Func<T, TValue>> expression) =>
        new((PropertyInfo)((MemberExpression)expression.Body).Member);

    public TValue Get(T entry) => (TValue)property.GetValue(entry)!;

    public void Set(T entry, TValue value) => property.SetValue(entry, value);
}
