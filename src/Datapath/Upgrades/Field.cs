namespace Ilb.Datapath.Upgrades;

/// <summary>A number in a struct.</summary>
/// <param name="Path">The names that lead to it: ways[3].client.word[0]; empty where the whole is a number.</param>
/// <param name="At">Where it begins, in bytes.</param>
internal readonly record struct Field(string Path, int At, int Bytes);
