using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>A cmdlet that calls the service with the current subscription.</summary>
public abstract class ServiceCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The work for one input. What the service refuses becomes an error of the pipeline; the next input goes on.</summary>
    protected abstract void Execute();

    /// <summary>Sets that it may leave with fewer members than their policy wants; null: it has no such parameter.</summary>
    private protected virtual string[]? Emptying => null;

    protected sealed override void ProcessRecord()
    {
        try
        {
            Execute();
        }
        catch (ServiceManagementException e)
        {
            WriteError(ErrorRecords.From(e));
        }
        catch (PublishSettingsException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, ErrorRecords.NotConnected, ErrorCategory.OpenError, e.Path));
        }
    }

    protected sealed override void StopProcessing() => _stop.Cancel();

    internal T Call<T>(Func<ServiceManagementClient, CancellationToken, Task<T>> call)
    {
        var client = Session.Client(this);
        if (Emptying is { Length: > 0 } sets)
        {
            using var own = new ServiceManagementClient(client.Subscription, client.Plan) { MayEmpty = sets };
            return Task.Run(() => call(own, _stop.Token)).GetAwaiter().GetResult();
        }

        return Task.Run(() => call(client, _stop.Token)).GetAwaiter().GetResult();
    }

    /// <summary>As <see cref="Call{T}"/>, null where the service knows no such thing.</summary>
    internal T? Find<T>(Func<ServiceManagementClient, CancellationToken, Task<T>> call) where T : class
    {
        try
        {
            return Call(call);
        }
        catch (ServiceManagementException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Starts an operation and waits for its end with a progress bar.</summary>
    internal ManagementOperationContext Run(string what, Func<ServiceManagementClient, CancellationToken, Task<string>> start)
    {
        var operationId = Call(start);
        var progress = new ProgressRecord(1, MyInvocation.MyCommand.Name, what);
        try
        {
            return Wait(operationId, progress);
        }
        finally
        {
            progress.RecordType = ProgressRecordType.Completed;
            WriteProgress(progress);
        }
    }

    /// <summary>Fills in which cmdlet ran; the work itself has just succeeded.</summary>
    internal T Describe<T>(T context, string? operationId = null) where T : ManagementOperationContext
    {
        context.OperationDescription = MyInvocation.MyCommand.Name;
        context.OperationId = operationId;
        context.OperationStatus = "Succeeded";
        return context;
    }

    internal void Pause(TimeSpan time) => Task.Run(() => Task.Delay(time, _stop.Token)).GetAwaiter().GetResult();

    private ManagementOperationContext Wait(string operationId, ProgressRecord progress)
    {
        foreach (var interval in PollIntervals.All())
        {
            var operation = Call((client, cancel) => client.GetOperationAsync(operationId, cancel));
            if (operation.Status != "InProgress")
            {
                foreach (var note in ServiceManagementClient.Ended(operation, operationId).Notes ?? []) WriteWarning(note);
                break;
            }

            WriteProgress(progress);
            Pause(interval);
        }

        return Describe(new ManagementOperationContext(), operationId);
    }
}
