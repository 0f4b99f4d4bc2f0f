using Ilb.Declarations.Differences;
using Ilb.Declarations.Entries;
using Ilb.Declarations.Forms;
using Ilb.Declarations.Steps;

namespace Ilb.Declarations.Service;

/// <summary>What is, what would be, and how one becomes the other. Pure: nothing is asked and nothing is done.</summary>
/// <param name="Before">Everything that there is.</param>
/// <param name="After">Everything that there would be.</param>
/// <param name="OfPackages">Names of deployments that are of packages.</param>
public sealed record Wish(Declaration Before, Declaration After, IReadOnlyList<string> OfPackages)
{
    /// <summary>What comes, changes and goes, for people.</summary>
    public IReadOnlyList<Change> Changes() => [.. Declaration.Form.Changes(Before, After, "")];

    /// <summary>What can't be, whatever the service thinks of the rest.</summary>
    public IReadOnlyList<string> Problems() => [.. WishRules.Problems(this)];

    /// <summary>What the service is asked, in this order.</summary>
    public IReadOnlyList<Step> Steps() => [.. new SubscriptionSteps(Before, After).All()];
}
