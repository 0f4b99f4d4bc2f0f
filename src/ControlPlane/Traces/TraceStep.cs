namespace Ilb.ControlPlane.Traces;

/// <summary>One thing that the packet meets, and what that decides.</summary>
/// <param name="What">"port", "flow", "route", "access", "table", "rewrite" or "end".</param>
public sealed record TraceStep(string What, string Text);
