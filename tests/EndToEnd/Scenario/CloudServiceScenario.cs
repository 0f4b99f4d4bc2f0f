namespace Ilb.EndToEnd.Scenario;

/// <summary>A cloud service outside a virtual network; the client is a machine of it that is no member.</summary>
public sealed class CloudServiceScenario() : SampleScenario("cloud-service.ps1", "Website2", "Client1");
