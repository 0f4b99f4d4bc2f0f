namespace Ilb.Contracts;

/// <summary>One thing that is wrong with a document.</summary>
/// <param name="Code">One of <see cref="ProblemCodes"/>.</param>
/// <param name="Path">Where, such as /Deployment/RoleList/Role[1]/RoleName; items of lists are counted from 1.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ReadProblem(string Code, string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
