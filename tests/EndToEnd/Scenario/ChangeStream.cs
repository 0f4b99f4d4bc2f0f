using Ilb.Client;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Scenario;

/// <summary>
/// Valid changes of the service "churn", one after the other without waiting for their operations, until the service is gone. One
/// change may be in doubt then: it was sent, and no answer came.
/// </summary>
internal sealed class ChangeStream(ServiceManagementClient client, Random random, Churn start)
{
    private const int MostMachines = 5, LongestPauseMilliseconds = 30;
    private static readonly int[] s_ports = [200, 201, 202];
    private readonly List<string> _operations = [];
    private int _named = start.Machines.Keys.Select(name => int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)).Max();

    /// <summary>Every change up to here was accepted.</summary>
    public Churn Accepted { get; private set; } = start;

    /// <summary>What it is if the change in doubt was accepted as well.</summary>
    public Churn InDoubt { get; private set; } = start;

    /// <summary>Ids of all accepted operations.</summary>
    public IReadOnlyList<string> Operations => _operations;

    public async Task RunAsync()
    {
        while (true)
        {
            var (after, send) = Next();
            InDoubt = after;
            try
            {
                _operations.Add(await send);
            }
            catch (Exception gone) when (gone is ServiceManagementException { Status: null } or IOException)
            {
                return;
            }

            Accepted = after;
            await Task.Delay(random.Next(LongestPauseMilliseconds));
        }
    }

    private (Churn After, Task<string> Send) Next()
    {
        var (name, machine) = Accepted.Machines.ElementAt(random.Next(Accepted.Machines.Count));
        return random.Next(5) switch
        {
            0 or 1 when Accepted.Machines.Count < MostMachines => Add(),
            0 or 1 or 2 when Accepted.Machines.Count > 1 => (Accepted.Without(name), client.DeleteRoleAsync(Churn.Service, Churn.Service, name)),
            3 => Operate(name, machine),
            _ => Update(name, machine),
        };
    }

    private (Churn, Task<string>) Add()
    {
        var (name, machine) = ($"m{++_named}", new ChurnMachine(Stopped: false, [s_ports[random.Next(s_ports.Length)]]));
        return (Accepted.With(name, machine), client.AddRoleAsync(Churn.Service, Churn.Service, RoleOf(name, machine)));
    }

    private (Churn, Task<string>) Update(string name, ChurnMachine machine)
    {
        var port = s_ports[random.Next(s_ports.Length)];
        machine = machine with { Ports = machine.Ports.SymmetricExcept([port]) };
        return (Accepted.With(name, machine), client.UpdateRoleAsync(Churn.Service, Churn.Service, RoleOf(name, machine)));
    }

    private (Churn, Task<string>) Operate(string name, ChurnMachine machine)
    {
        var operation = machine.Stopped
            ? new RoleOperation { OperationType = "StartRoleOperation" }
            : new RoleOperation { OperationType = "ShutdownRoleOperation", PostShutdownAction = "Stopped" };
        return (Accepted.With(name, machine with { Stopped = !machine.Stopped }), client.OperateRoleAsync(Churn.Service, Churn.Service, name, operation));
    }

    public static Role RoleOf(string name, ChurnMachine machine) =>
        Documents.Role(name, endpoints: machine.Ports.Select(port => Documents.Member($"set{port}", port, port)));
}
