using System.Diagnostics;
using Ilb.Model.Desired;
using Ilb.Model.Rules;

namespace Ilb.Model.Commands;

/// <summary>Judges commands: a pure function of state, command and context; the one way to a new desired state.</summary>
public static class Decider
{
    public static Outcome Decide(DesiredState state, Command command, CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (command is AddSubscription add)
            return SubscriptionRules.Add(state, add);
        if (state.Subscription(command.Subscription) is not { } subscription)
            return new Refused([new Problem(ProblemKind.NotFound, ProblemCode.SubscriptionUnknown, command.Subscription.ToString(),
                $"The subscription {command.Subscription} does not exist.")]);

        if (command is RemoveSubscription)
            return SubscriptionRules.Remove(state, subscription);

        var change = new Change(state, subscription, context);
        var next = PublicVips.Assign(change, Apply(change, command));
        ServingGuard.Check(change, next);
        return change.HasProblems
            ? new Refused(change.Problems)
            : new Accepted(Allocator.Assign(next) with { Revision = state.Revision + 1 }, change.Notes);
    }

    private static DesiredState Apply(Change change, Command command) => PackageRules.Forbids(change, command) ? change.State : command switch
    {
        AddCertificate c => CertificateRules.Add(change, c),
        KeepCertificate c => CertificateRules.Keep(change, c.Certificate),
        RemoveCertificate c => CertificateRules.Remove(change, c),
        CreateAffinityGroup c => AffinityGroupRules.Create(change, c),
        UpdateAffinityGroup c => AffinityGroupRules.Update(change, c),
        DeleteAffinityGroup c => AffinityGroupRules.Delete(change, c),
        PutNetworkConfiguration c => NetworkConfigurationRules.Put(change, c),
        CreateGateway c => GatewayRules.Create(change, c),
        DeleteGateway c => GatewayRules.Delete(change, c),
        UpdateGateway c => GatewayRules.Update(change, c),
        UpdateConnection c => ConnectionRules.Update(change, c),
        SetSharedKey c => ConnectionRules.SetKey(change, c),
        ResetSharedKey c => ConnectionRules.ResetKey(change, c),
        SetIpsecParameters c => IpsecRules.Set(change, c),
        CreateCloudService c => CloudServiceRules.Create(change, c),
        UpdateCloudService c => CloudServiceRules.Update(change, c),
        DeleteCloudService c => CloudServiceRules.Delete(change, c),
        CreateDeployment c => DeploymentRules.Create(change, c),
        DeleteDeployment c => DeploymentRules.Delete(change, c),
        CreatePackageDeployment c => PackageRules.Create(change, c),
        ConfigureDeployment c => PackageRules.Configure(change, c),
        UpgradeDeployment c => PackageRules.Upgrade(change, c),
        SetDeploymentStatus c => PackageRules.SetStatus(change, c),
        AddRole c => RoleRules.Add(change, c),
        UpdateRole c => RoleRules.Update(change, c),
        DeleteRole c => RoleRules.Delete(change, c),
        StartRoles c => PowerRules.Start(change, c),
        StopRoles c => PowerRules.Stop(change, c),
        RestartRoles c => PowerRules.Restart(change, c),
        AddLoadBalancer c => LoadBalancerRules.Add(change, c),
        SetLoadBalancer c => LoadBalancerRules.Set(change, c),
        RemoveLoadBalancer c => LoadBalancerRules.Remove(change, c),
        ReleaseVip c => VipMoveRules.Release(change, c),
        BeginDrain c => DrainRules.Begin(change, c),
        EndDrain c => DrainRules.End(change, c),
        AttachMachine c => AttachmentRules.Attach(change, c),
        DetachMachine c => AttachmentRules.Detach(change, c),
        UpdateLoadBalancedSets c => RoleRules.UpdateSets(change, c),
        _ => throw new UnreachableException($"No rule decides {command.GetType().Name}."),
    };
}
