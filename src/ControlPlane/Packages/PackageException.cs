namespace Ilb.ControlPlane.Packages;

/// <summary>A file is no package; holds everything that is wrong with it.</summary>
internal sealed class PackageException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public PackageException(string problem)
        : this([problem])
    {
    }

    public IReadOnlyList<string> Problems { get; } = problems;
}
