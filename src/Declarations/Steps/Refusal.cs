namespace Ilb.Declarations.Steps;

/// <summary>A step that the service refused, or whose operation failed.</summary>
/// <param name="What">The step.</param>
/// <param name="Code">The service's.</param>
public sealed record Refusal(string What, string Code, string Message);
