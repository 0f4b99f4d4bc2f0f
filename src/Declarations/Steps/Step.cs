using Ilb.Client;

namespace Ilb.Declarations.Steps;

/// <summary>One request to the service.</summary>
/// <param name="What">For people: "add machine MyWebsite1/web3".</param>
/// <param name="IsOperation">It goes on after the answer; else the answer is the end of it.</param>
/// <param name="Send">Its answer is the id of the operation.</param>
public sealed record Step(string What, bool IsOperation, Func<ServiceManagementClient, CancellationToken, Task<string>> Send)
{
    public override string ToString() => What;
}
