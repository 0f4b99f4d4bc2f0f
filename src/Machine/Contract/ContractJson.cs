using System.Text.Json.Serialization;

namespace Ilb.Machine.Contract;

[JsonSerializable(typeof(MachineSpec))]
[JsonSerializable(typeof(MachineState))]
[JsonSerializable(typeof(ToldEndpoints))]
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
public sealed partial class ContractJson : JsonSerializerContext;
