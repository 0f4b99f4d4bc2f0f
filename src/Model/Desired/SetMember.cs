namespace Ilb.Model.Desired;

/// <summary>A machine and the endpoint by which it belongs to a load-balanced set.</summary>
public sealed record SetMember(VirtualMachine Role, Endpoint Endpoint);
