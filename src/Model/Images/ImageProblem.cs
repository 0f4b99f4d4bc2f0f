namespace Ilb.Model.Images;

/// <summary>A mistake in images.json.</summary>
/// <param name="Code">Stable, e.g. "CommandMissing".</param>
/// <param name="Path">Where, e.g. "$.images[2].command".</param>
public sealed record ImageProblem(string Code, string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message} ({Code})";
}
