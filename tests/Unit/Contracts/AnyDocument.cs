using System.Collections;
using System.Reflection;
using CsCheck;
using Ilb.Contracts;

namespace Ilb.Unit.Contracts;

/// <summary>Generates documents with any mix of absent, empty and filled elements; what is required is always there.</summary>
internal static class AnyDocument
{
    private static readonly Gen<string> _text = Gen.OneOf(Gen.Const("name"), Gen.String[Gen.Char["abc<>&\"' äß€0123\t\r\n"], 0, 12]);

    public static Gen<T> Of<T>() where T : class, new() => Gen.Int.Select(seed => (T)Make(typeof(T), new Random(seed), 0));

    private static object Make(Type type, Random random, int depth)
    {
        var made = Activator.CreateInstance(type)!;
        // What is said about a document is not in it.
        foreach (var property in type.GetProperties().Where(property => property.Name is not ("Unused" or "ListsDataDisks")))
            if (property.GetValue(made) is IList items) Fill(items, random, depth);
            else if (depth < 9) property.SetValue(made, Value(property, random, depth));
        return made;
    }

    private static object? Value(PropertyInfo property, Random random, int depth)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (!IsRequired(property) && random.Next(3) == 0) return null;
        if (type == typeof(string)) return _text.Example(random);
        if (type == typeof(int)) return random.Next(int.MinValue, int.MaxValue);
        if (type == typeof(long)) return random.NextInt64(long.MinValue, long.MaxValue);
        if (type == typeof(bool)) return random.Next(2) == 0;
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.FromUnixTimeSeconds(random.Next());
        if (!typeof(IList).IsAssignableFrom(type)) return Make(type, random, depth + 1);
        var list = (IList)Activator.CreateInstance(type)!;
        Fill(list, random, depth);
        return list;
    }

    private static void Fill(IList list, Random random, int depth)
    {
        var item = list.GetType().GetGenericArguments()[0];
        for (var count = random.Next(3); count > 0; count--)
            list.Add(item == typeof(string) ? _text.Example(random) : Make(item, random, depth + 1));
    }

    /// <summary>Names that some document requires; always given, which only makes fewer mixes for the others.</summary>
    private static bool IsRequired(PropertyInfo property) => property.Name
        is "Name" or "Code" or "Message" or "Id" or "Status" or "SubscriptionId" or "ServiceName" or "Label" or "Location" or "AddressPrefix" or "Address"
        or "AddressSpace" or "FrontendIpConfiguration" or "Type" or "Order" or "Action" or "RemoteSubnet" or "ConfigurationSetType" or "RoleName" or "InstanceName"
        or "Configuration" or "PackageUrl";

    private static string Example(this Gen<string> gen, Random random) => gen.Generate(new PCG((uint)random.Next()), null, out _);
}
