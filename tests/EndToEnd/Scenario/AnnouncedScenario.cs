namespace Ilb.EndToEnd.Scenario;

/// <summary>The announcement's script for a virtual network.</summary>
public sealed class AnnouncedScenario() : SampleScenario("virtual-network.ps1", "MyWebsite1", "client1");
