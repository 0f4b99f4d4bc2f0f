using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>
/// What becomes of an address that an internal load balancer leaves: connections to it go on, so it is kept until the last of them
/// ended, at most for the longest idle timeout of the endpoints on it. Without endpoints there are none, and it is free at once.
/// </summary>
internal static class VipMoveRules
{
    public static InternalLoadBalancer Move(Change change, Deployment deployment, InternalLoadBalancer before, InternalLoadBalancer after)
    {
        var kept = before.Retired.RemoveAll(retired => retired.Address.Equals(after.Address));
        if (after.Address.Equals(before.Address))
            return after with { Retired = kept };

        var idle = deployment.Roles.SelectMany(role => role.Endpoints)
            .Where(endpoint => Named.Same(endpoint.LoadBalancer, before.Name))
            .Select(endpoint => (int)Math.Ceiling(endpoint.IdleTimeout.TotalMinutes))
            .DefaultIfEmpty(0).Max();
        var moves = $"The VIP of {before.Name} changes from {before.Address} to {after.Address}";
        change.Note(idle == 0 ? $"{moves}." : $"{moves}; connections to {before.Address} go on for at most {idle} minutes, new ones to it are refused.");
        return after with
        {
            Retired = idle == 0 ? kept : kept.Add(new RetiredVip(before.Address, before.Subnet, change.Context.Now.AddMinutes(idle))),
        };
    }

    /// <summary>The last connection ended; that it was released already, or moved back, is no mistake.</summary>
    public static DesiredState Release(Change change, ReleaseVip command)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment) || deployment.LoadBalancer(command.Name) is not { } balancer)
            return change.State;
        var after = balancer with { Retired = balancer.Retired.RemoveAll(retired => retired.Address.Equals(command.Address)) };
        return DeploymentRules.Store(change, service, deployment with { LoadBalancers = deployment.LoadBalancers.Replace(balancer, after) });
    }
}
