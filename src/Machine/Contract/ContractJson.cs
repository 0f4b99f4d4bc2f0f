using System.Text.Json.Serialization;

namespace Ilb.MachineContract;

[JsonSerializable(typeof(MachineSpec))]
[JsonSerializable(typeof(MachineState))]
[JsonSerializable(typeof(ToldEndpoints))]
[JsonSerializable(typeof(ToldSettings))]
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
public sealed partial class ContractJson : JsonSerializerContext;
