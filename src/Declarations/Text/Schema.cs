using System.Text.Json.Nodes;
using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Text;

/// <summary>What editors go by. Made of the forms that the reader goes by.</summary>
public static class Schema
{
    public static JsonObject Make()
    {
        var schema = Declaration.Form.Schema();
        schema["properties"]!.AsObject()[Document.SchemaKey] = new JsonObject { ["type"] = "string" };
        schema.Insert(0, "title", "ilb declaration");
        // The version that editors know best.
        schema.Insert(0, Document.SchemaKey, "http://json-schema.org/draft-07/schema#");
        return schema;
    }
}
