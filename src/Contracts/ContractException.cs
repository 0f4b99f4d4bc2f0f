using System;
using System.Collections.Generic;

namespace Ilb.Contracts;

/// <summary>A document does not keep to its contract; holds everything that is wrong with it.</summary>
public sealed class ContractException(IReadOnlyList<ReadProblem> problems) : Exception(string.Join("\n", problems))
{
    public ContractException(ReadProblem problem) : this([problem]) { }

    public IReadOnlyList<ReadProblem> Problems { get; } = problems;
}
