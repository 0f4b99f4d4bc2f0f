using System.Collections;
using System.Management.Automation;

namespace Ilb.Shell;

/// <summary>Sorts as Sort-Object does: by properties or script blocks, stable, text without regard to case.</summary>
public static class Sorting
{
    public static object[] Sort(IEnumerable<object> items, object[]? properties, bool descending, bool unique)
    {
        var comparer = Comparer<object[]>.Create(Compare);
        var keyed = items.Select(item => (Item: item, Key: Key(item, properties)));
        var sorted = (descending ? keyed.OrderByDescending(k => k.Key, comparer) : keyed.OrderBy(k => k.Key, comparer)).ToList();
        return [.. sorted.Where((k, i) => !unique || i == 0 || Compare(sorted[i - 1].Key, k.Key) != 0).Select(k => k.Item)];
    }

    private static object[] Key(object item, object[]? properties) =>
        properties is null ? [item] : [.. properties.Select(property => KeyPart(item, property))];

    private static object KeyPart(object item, object property)
    {
        var plain = property is PSObject wrapped ? wrapped.BaseObject : property;
        return plain switch
        {
            ScriptBlock script => script.InvokeWithContext(null, [new PSVariable("_", item)]) is [{ } only, ..] ? only : "",
            IDictionary named => KeyPart(item, named["Expression"] ?? named["e"] ?? ""),
            _ => PSObject.AsPSObject(item).Properties[plain.ToString()!]?.Value ?? "",
        };
    }

    private static int Compare(object[] a, object[] b) =>
        a.Zip(b, (x, y) => Compare(x, y)).FirstOrDefault(order => order != 0);

    private static int Compare(object x, object y) =>
        LanguagePrimitives.TryCompare(x, y, ignoreCase: true, out var order) ? order : string.Compare($"{x}", $"{y}", StringComparison.OrdinalIgnoreCase);
}
