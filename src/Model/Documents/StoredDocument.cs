namespace Ilb.Model.Documents;

/// <summary>A part of the desired state as the store keeps it.</summary>
/// <param name="Key">See <see cref="DesiredDocuments"/>; unique, ordinal.</param>
/// <param name="Json">Null in a list of changes: the document is gone.</param>
public sealed record StoredDocument(string Key, string? Json)
{
    public override string ToString() => Json is null ? $"{Key} gone" : $"{Key}, {Json.Length} characters";
}
