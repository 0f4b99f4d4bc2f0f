using System.Collections.Immutable;
using Ilb.Model.Desired;

namespace Ilb.Model.Commands;

/// <summary>The command holds.</summary>
/// <param name="State">One revision above the one decided on.</param>
/// <param name="Notes">What the user should know, e.g. "changed the probe of the whole set intwebeplb on web1, web2".</param>
public sealed record Accepted(DesiredState State, ImmutableArray<string> Notes) : Outcome;
