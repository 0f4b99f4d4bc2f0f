namespace Ilb.Declarations.Text;

/// <summary>A document that can't be read, with everything that is wrong with it.</summary>
public sealed class DocumentException(IReadOnlyList<Problem> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<Problem> Problems { get; } = problems;
}
