using System.Globalization;

namespace Ilb.Declarations.Text;

/// <summary>One thing that is wrong with a document.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Path">Where, such as /cloudServices[1]/deployments[1]/machines[2]/size; entries of lists are counted from 1.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record Problem(long Line, long Column, string Path, string Message)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}: {Path}: {Message}");
}
