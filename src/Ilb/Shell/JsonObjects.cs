using System.Collections;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ilb.Shell;

/// <summary>JSON from and to the objects of PowerShell.</summary>
public static class JsonObjects
{
    public static object? Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Value(document.RootElement);
    }

    public static string Write(object? value, int depth, bool indented)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(writer, value, depth);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static PSObject Object(JsonElement element)
    {
        var made = new PSObject();
        foreach (var property in element.EnumerateObject()) made.Properties.Add(new PSNoteProperty(property.Name, Value(property.Value)));
        return made;
    }

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        var plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (plain)
        {
            case null: writer.WriteNullValue(); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case byte or sbyte or short or ushort or int or uint or long: writer.WriteNumberValue(Convert.ToInt64(plain, null)); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case float or double: writer.WriteNumberValue(Convert.ToDouble(plain, null)); break;
            case DateTime or DateTimeOffset: writer.WriteStringValue(string.Create(null, $"{plain:o}")); break;
            case string or char or Enum or Uri or Guid or System.Net.IPAddress or ScriptBlock or Type or SwitchParameter: writer.WriteStringValue(plain.ToString()); break;
            case IDictionary or IEnumerable when depth < 0: writer.WriteStringValue(plain.ToString()); break;
            case IDictionary dictionary: WriteMembers(writer, Entries(dictionary), depth); break;
            case IEnumerable items: WriteItems(writer, items, depth); break;
            default: WriteObject(writer, value!, depth); break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, object value, int depth)
    {
        if (depth < 0) writer.WriteStringValue(value.ToString());
        else WriteMembers(writer, PSObject.AsPSObject(value).Properties.Where(p => p.IsGettable).Select(p => (p.Name, (object?)p.Value)), depth);
    }

    private static IEnumerable<(string Name, object? Value)> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary) yield return (entry.Key.ToString()!, entry.Value);
    }

    private static void WriteMembers(Utf8JsonWriter writer, IEnumerable<(string Name, object? Value)> members, int depth)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, value, depth - 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, IEnumerable items, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in items) Write(writer, item, depth - 1);
        writer.WriteEndArray();
    }
}
