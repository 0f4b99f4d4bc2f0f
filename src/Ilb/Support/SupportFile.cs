namespace Ilb.Support;

/// <summary>A file of a support bundle.</summary>
/// <param name="Name">"maps/backends.txt".</param>
internal sealed record SupportFile(string Name, string Text);
