namespace Ilb.Model.Commands;

/// <summary>A mistake in a request.</summary>
/// <param name="Path">The offending element, e.g. "Role[web1]/InputEndpoint[intwebep]/Port".</param>
/// <param name="Message">What is wrong, what would be right, and where it helps the next command; whole sentences.</param>
public sealed record Problem(ProblemKind Kind, ProblemCode Code, string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message} ({Code})";
}
