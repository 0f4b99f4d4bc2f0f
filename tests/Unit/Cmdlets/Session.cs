using Xunit;

namespace Ilb.Unit.Cmdlets;

/// <summary>The current subscription belongs to the process: tests that choose one run one after the other.</summary>
[CollectionDefinition(nameof(Session), DisableParallelization = true)]
public sealed class Session;
