using System;
using System.Collections.Generic;
using System.Linq;
using Ilb.Contracts.Packages;

namespace Ilb.Contracts.Xml;

/// <summary>Every type that may stand at the root of a document.</summary>
internal static class DocumentTypes
{
    private static readonly Dictionary<Type, object> _types = new object[]
    {
        new DocumentType<ServiceError>(ServiceError.Shape, "Error"),
        new DocumentType<Operation>(Operation.Shape, "Operation"),
        new DocumentType<SubscriptionOperationCollection>(SubscriptionOperationCollection.Shape, "SubscriptionOperationCollection"),
        new DocumentType<Subscription>(Subscription.Shape, "Subscription"),
        new DocumentType<SubscriptionCertificateList>(SubscriptionCertificateList.Shape, "SubscriptionCertificates"),
        new DocumentType<SubscriptionCertificate>(SubscriptionCertificate.Shape, "SubscriptionCertificate"),
        new DocumentType<LocationList>(LocationList.Shape, "Locations"),
        new DocumentType<AffinityGroupList>(AffinityGroupList.Shape, "AffinityGroups"),
        new DocumentType<AffinityGroup>(AffinityGroup.Shape, "AffinityGroup"),
        new DocumentType<CreateAffinityGroup>(CreateAffinityGroup.Shape, "CreateAffinityGroup"),
        new DocumentType<UpdateAffinityGroup>(UpdateAffinityGroup.Shape, "UpdateAffinityGroup"),
        new DocumentType<NetworkConfiguration>(NetworkConfiguration.Shape, "NetworkConfiguration", Namespaces.NetworkConfiguration),
        new DocumentType<VirtualNetworkSiteList>(VirtualNetworkSiteList.Shape, "VirtualNetworkSites"),
        new DocumentType<Gateway>(Gateway.Shape, "Gateway"),
        new DocumentType<CreateGateway>(CreateGateway.Shape, "CreateGatewayParameters"),
        new DocumentType<UpdateGateway>(UpdateGateway.Shape, "UpdateGatewayParameters"),
        new DocumentType<GatewayOperationAccepted>(GatewayOperationAccepted.Shape, "GatewayOperationAsyncResponse"),
        new DocumentType<GatewayOperation>(GatewayOperation.Shape, "GatewayOperation"),
        new DocumentType<GatewayConnectionList>(GatewayConnectionList.Shape, "Connections"),
        new DocumentType<UpdateConnection>(UpdateConnection.Shape, "UpdateConnection"),
        new DocumentType<SharedKey>(SharedKey.Shape, "SharedKey"),
        new DocumentType<ResetSharedKey>(ResetSharedKey.Shape, "ResetSharedKey"),
        new DocumentType<IpsecParameters>(IpsecParameters.Shape, "IPsecParameters"),
        new DocumentType<AddressAvailability>(AddressAvailability.Shape, "AddressAvailabilityResponse"),
        new DocumentType<HostedServiceList>(HostedServiceList.Shape, "HostedServices"),
        new DocumentType<HostedService>(HostedService.Shape, "HostedService"),
        new DocumentType<CreateHostedService>(CreateHostedService.Shape, "CreateHostedService"),
        new DocumentType<UpdateHostedService>(UpdateHostedService.Shape, "UpdateHostedService"),
        new DocumentType<AvailabilityResponse>(AvailabilityResponse.Shape, "AvailabilityResponse"),
        new DocumentType<Deployment>(Deployment.Shape, "Deployment"),
        new DocumentType<CreatePackageDeployment>(CreatePackageDeployment.Shape, "CreateDeployment"),
        new DocumentType<ChangeConfiguration>(ChangeConfiguration.Shape, "ChangeConfiguration"),
        new DocumentType<UpdateDeploymentStatus>(UpdateDeploymentStatus.Shape, "UpdateDeploymentStatus"),
        new DocumentType<UpgradeDeployment>(UpgradeDeployment.Shape, "UpgradeDeployment"),
        new DocumentType<ServiceDefinition>(ServiceDefinition.Shape, "ServiceDefinition", Namespaces.ServiceDefinition),
        new DocumentType<ServiceConfiguration>(ServiceConfiguration.Shape, "ServiceConfiguration", Namespaces.ServiceConfiguration),
        new DocumentType<Role>(Role.Shape, "PersistentVMRole"),
        new DocumentType<RoleOperation>(RoleOperation.Shape, Namespaces.Management, o => o.OperationType!,
            "StartRoleOperation", "ShutdownRoleOperation", "RestartRoleOperation"),
        new DocumentType<RolesOperation>(RolesOperation.Shape, Namespaces.Management, o => o.OperationType!,
            "StartRolesOperation", "ShutdownRolesOperation"),
        new DocumentType<LoadBalancer>(LoadBalancer.Shape, "LoadBalancer"),
        new DocumentType<LoadBalancedEndpointList>(LoadBalancedEndpointList.Shape, "LoadBalancedEndpointList"),
        new DocumentType<OSImageList>(OSImageList.Shape, "Images"),
        new DocumentType<OSImage>(OSImage.Shape, "OSImage"),
        new DocumentType<VMImageList>(VMImageList.Shape, "VMImages"),
    }.ToDictionary(type => type.GetType().GetGenericArguments()[0]);

    public static DocumentType<T> Of<T>() where T : class, new() => (DocumentType<T>)_types[typeof(T)];
}
