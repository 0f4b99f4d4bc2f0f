using Ilb.Contracts;
using Ilb.Declarations.Service;
using CloudService = Ilb.Declarations.Entries.CloudService;

namespace Ilb.Declarations.Steps;

/// <param name="before">Null: it is to come.</param>
internal sealed class CloudServiceSteps(CloudService? before, CloudService after)
{
    public IEnumerable<Step> All()
    {
        var deployments = before?.Deployments ?? [];
        return
        [
            .. Own(),
            .. after.Deployments!.SelectMany(now => deployments.Find(was => Named.Same(was.Key, now.Key)) is { } was
                ? new DeploymentSteps(after.Name!, was, now).All()
                : [new Step($"add deployment {now.NameIn(after.Name!)}", true, (client, cancel) => client.CreateDeploymentAsync(after.Name!, Requests.Of(now, after.Name!), cancel))]),
            .. deployments.Where(was => !after.Deployments!.Exists(now => Named.Same(was.Key, now.Key)))
                .Select(was => new Step($"remove deployment {was.NameIn(after.Name!)}", true, (client, cancel) => client.DeleteDeploymentAsync(after.Name!, was.Name!, cancel))),
        ];
    }

    private IEnumerable<Step> Own()
    {
        if (before is null)
            yield return new Step($"add cloud service {after.Name}", false, (client, cancel) => client.CreateServiceAsync(
                new CreateHostedService
                {
                    ServiceName = after.Name,
                    Label = after.Label ?? after.Name,
                    Description = after.Description,
                    Location = after.Location,
                    AffinityGroup = after.AffinityGroup,
                },
                cancel));
        else if (before.Label != after.Label || before.Description != after.Description)
            yield return new Step($"change cloud service {after.Name}", false, (client, cancel) =>
                client.UpdateServiceAsync(after.Name!, new UpdateHostedService { Label = after.Label, Description = after.Description }, cancel));
    }
}
