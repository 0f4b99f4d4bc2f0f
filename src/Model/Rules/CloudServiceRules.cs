using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

internal static class CloudServiceRules
{
    public static DesiredState Create(Change change, CreateCloudService command)
    {
        const string path = "CreateHostedService";
        NameRules.CloudService(change, command.Name, $"{path}/ServiceName");
        var (location, group) = LocationRules.Place(change, command.Location, command.AffinityGroup, path);
        if (IsTaken(change.State, command.Name))
            change.Conflict(ProblemCode.NameInUse, $"{path}/ServiceName", change.Subscription.CloudService(command.Name) is null
                ? $"The specified DNS name is already taken: choose another than '{command.Name}'."
                : $"The specified DNS name is already taken: a cloud service '{command.Name}' exists. Use it, or choose another name.");
        if (change.HasProblems)
            return change.State;

        var now = change.Context.Now;
        return change.State.Put(change.Subscription.Put(new CloudService(
            command.Name!, command.Label ?? command.Name!, command.Description, location, group, now, now, [])));
    }

    public static DesiredState Update(Change change, UpdateCloudService command)
    {
        if (Find(change, command.Name) is not { } service)
            return change.State;
        return change.State.Put(change.Subscription.Put(service with
        {
            Label = command.Label ?? service.Label,
            Description = command.Description ?? service.Description,
            Modified = change.Context.Now,
        }));
    }

    public static DesiredState Delete(Change change, DeleteCloudService command)
    {
        if (Find(change, command.Name) is not { } service)
            return change.State;
        if (!command.WithDeployments && !service.Deployments.IsEmpty)
            change.Conflict(ProblemCode.CloudServiceInUse, command.Name,
                $"The cloud service '{service.Name}' still has {Sentences.And(Users(service))}. "
                + "Remove the machines first, or delete all with Remove-AzureService -DeleteAll.");
        return change.State.Put(change.Subscription with { CloudServices = change.Subscription.CloudServices.Remove(service) });
    }

    public static CloudService? Find(Change change, string name)
    {
        var service = change.Subscription.CloudService(name);
        if (service is null)
            change.Missing(ProblemCode.CloudServiceUnknown, name,
                $"The hosted service does not exist. '{name}' is none of: {Sentences.List(change.Subscription.CloudServices.Select(s => s.Name))}.");
        return service;
    }

    /// <summary>Cloud service names are unique over all subscriptions.</summary>
    public static bool IsTaken(DesiredState state, string? name) => state.Subscriptions.Any(s => s.CloudService(name) is not null);

    private static string[] Users(CloudService service) =>
        [.. service.Deployments.Select(d => $"deployment {d.Name} with {Sentences.List(d.Roles.Select(r => r.Name))}")];
}
