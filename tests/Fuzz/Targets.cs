using System.Text;
using Ilb.Contracts;
using Ilb.Contracts.Packages;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Identity;

namespace Ilb.Fuzz;

/// <summary>The parsers of requests: a document in, what the control plane is to do out, or a refusal.</summary>
internal static class Targets
{
    private static readonly Dictionary<string, string> s_path = [];

    /// <summary>Certificates of the corpus are in force.</summary>
    private static readonly DateTimeOffset s_now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Action<byte[]>> s_all = new()
    {
        ["network"] = body =>
        {
            NetworkConfigurationRequests.Of(body);
            Same<NetworkConfiguration>(body);
        },
        ["deployment"] = body =>
        {
            DeploymentRequests.Of(Request(body), "service");
            Same<Deployment>(body);
        },
        ["role"] = body =>
        {
            var role = Read<Role>(body);
            RoleRequests.Of(role);
            RoleRequests.OfUpdate(role);
            _ = RoleRequests.Unused(role).Count();
            Same<Role>(body);
        },
        ["operation"] = body =>
        {
            RoleOperationRequests.OfOne(Request(body), "service", "deployment", "role");
            Same<RoleOperation>(body);
        },
        ["operations"] = body =>
        {
            RoleOperationRequests.OfSeveral(Request(body), "service", "deployment");
            Same<RolesOperation>(body);
        },
        ["loadbalancer"] = body =>
        {
            LoadBalancerRequests.Of(Read<LoadBalancer>(body));
            Same<LoadBalancer>(body);
        },
        ["endpoints"] = body =>
        {
            EndpointRequests.Of(Read<LoadBalancedEndpointList>(body).InputEndpoints);
            Same<LoadBalancedEndpointList>(body);
        },
        ["service"] = body =>
        {
            CloudServiceRequests.OfNew(Request(body));
            Same<CreateHostedService>(body);
        },
        ["serviceupdate"] = body =>
        {
            CloudServiceRequests.OfUpdate(Request(body), "service");
            Same<UpdateHostedService>(body);
        },
        ["affinitygroup"] = Same<CreateAffinityGroup>,
        ["affinitygroupupdate"] = Same<UpdateAffinityGroup>,
        ["package"] = Same<CreatePackageDeployment>,
        ["upgrade"] = Same<UpgradeDeployment>,
        ["change"] = Same<ChangeConfiguration>,
        ["status"] = Same<UpdateDeploymentStatus>,
        ["gateway"] = Same<CreateGateway>,
        ["gatewayupdate"] = Same<UpdateGateway>,
        ["connection"] = Same<UpdateConnection>,
        ["key"] = Same<ResetSharedKey>,
        ["sharedkey"] = Same<SharedKey>,
        ["ipsec"] = Same<IpsecParameters>,
        ["certificate"] = body =>
        {
            Same<SubscriptionCertificate>(body);
            CertificateRequests.Of(Request(body), s_now).Dispose();
        },
        ["definition"] = body =>
        {
            var definition = Read<ServiceDefinition>(body);
            DefinitionRequests.Of(definition);
            _ = DefinitionRequests.Unused(definition);
            Same<ServiceDefinition>(body);
        },
        ["configuration"] = body =>
        {
            ConfigurationRequests.Of(Encoding.UTF8.GetString(body));
            Same<ServiceConfiguration>(body);
        },
        ["drain"] = body => DrainRequest.Of(Request(body)),
        ["attachment"] = body => _ = AttachmentRequest.Of(Request(body)).Binding,
        ["tenant"] = body => PublicPart.Read(TenantRequest.Of(Request(body)).Certificate, s_now).Certificate?.Dispose(),
    };

    public static IReadOnlyCollection<string> Names => s_all.Keys;

    /// <summary>Those of ilb's own routes.</summary>
    public static bool IsJson(string name) => name is "drain" or "attachment" or "tenant";

    /// <exception cref="Exception">It failed in another way than by refusing the document.</exception>
    public static void Run(Input input)
    {
        try
        {
            s_all[input.Target](input.Document);
        }
        catch (Exception refused) when (refused is ContractException or ApiException)
        {
            // With a sentence for whoever sent it.
        }
    }

    private static T Read<T>(byte[] body) where T : class, new() => XmlDocuments.Read<T>(new MemoryStream(body));

    /// <summary>What was read is the same once it was written and read again.</summary>
    private static void Same<T>(byte[] body) where T : class, new()
    {
        var once = XmlDocuments.ToBytes(Read<T>(body));
        byte[] twice;
        try
        {
            twice = XmlDocuments.ToBytes(Read<T>(once));
        }
        catch (ContractException problem)
        {
            throw new InvalidDataException($"what was written can't be read: {problem.Message}: {Encoding.UTF8.GetString(once)}", problem);
        }

        if (!once.AsSpan().SequenceEqual(twice))
            throw new InvalidDataException($"{Encoding.UTF8.GetString(once)} became {Encoding.UTF8.GetString(twice)}");
    }

    private static ApiRequest Request(byte[] body) => new("", Guid.Empty, new DateOnly(2014, 10, 1), s_path, s_path, body);
}
