using Ilb.MachineContract;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>
/// Keeps one machine's process as it is wanted, and tells what becomes of it. The port is made before and removed after, by the
/// reconcile loop, which also knows what it wanted last. One loop owns everything else; of wishes only the last counts.
/// </summary>
internal sealed class MachineKeeper(Installation installation, Slot port, IObserver observer, TimeProvider time)
{
    private static readonly TimeSpan WhileStarting = TimeSpan.FromMilliseconds(20), WhileFailing = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WhileSteady = TimeSpan.FromSeconds(1);

    private readonly MachineFolder _folder = MachineFolder.Of(installation, port);
    private readonly Wishes _wishes = new();
    private Wishes.Wish? _wanted;
    private (MachineStatus Status, string? Detail)? _told;
    private bool _awaitsFirstWord;

    /// <summary>A wish that it has wakes nobody: of a hundred machines most want the same after a change, and each look costs a dozen files.</summary>
    public void Want(Wishes.Wish wish)
    {
        if (_wanted?.IsSameAs(wish) == true)
            return;
        _wanted = wish;
        _wishes.Add(wish);
    }

    /// <summary>Until cancelled; the process goes on then.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var wish = await _wishes.FirstAsync(cancellation);
        while (true)
        {
            var pause = await KeepOnceAsync(wish, cancellation);
            wish = await _wishes.NextAsync(pause, cancellation) ?? wish;
        }
    }

    /// <summary>Ends the process for good; the folder and the control groups go with it.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        await SupervisorProcess.StopAsync(_folder, cancellation);
        await SizeLimits.RemoveAsync(installation, port.ToString());
        _folder.Delete();
    }

    private async Task<TimeSpan> KeepOnceAsync(Wishes.Wish wish, CancellationToken cancellation)
    {
        try
        {
            return await FollowAsync(wish, cancellation);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidOperationException
            or System.Text.Json.JsonException or System.ComponentModel.Win32Exception)
        {
            Tell(MachineStatus.Failed, problem.Message);
            return WhileSteady;
        }
    }

    private async Task<TimeSpan> FollowAsync(Wishes.Wish wish, CancellationToken cancellation)
    {
        _folder.Make();
        _folder.Write(SpecBuilder.Told(wish.Machine));
        if (wish.Machine.Program is { } program)
            _folder.Write(new ToldSettings(program.Role, program.Instance, wish.Machine.Settings));
        if (wish.Machine.Power == MachinePower.Stopped)
            return await StopAsync(cancellation);
        if (wish.Image is null)
        {
            Tell(MachineStatus.Failed, wish.Machine.Program is { } missing
                ? $"the package {missing.Package} of the role {missing.Role} is not on this host"
                : $"there is no image '{wish.Machine.Image}' on this host: see images.json");
            return WhileSteady;
        }

        var spec = SpecBuilder.Spec(installation, wish.Machine, wish.Image, SizeLimits.Of(installation, wish.Machine), wish.Router);
        _folder.WriteNames(wish.Machine);
        var state = _folder.ReadState();
        _awaitsFirstWord &= state is null;
        if (_folder.Holds(spec) && state is null && _awaitsFirstWord)
            return AwaitFirstWord();
        if (!_folder.Holds(spec) || !SupervisorProcess.IsAlive(state))
            await StartAsync(wish.Machine, spec, cancellation);
        return TellState(_folder.ReadState());
    }

    private async Task StartAsync(MachineEntry machine, MachineSpec spec, CancellationToken cancellation)
    {
        if (SupervisorProcess.Find(_folder).Count > 0)
        {
            Tell(MachineStatus.Stopping, null);
            await SupervisorProcess.StopAsync(_folder, cancellation);
        }

        // Not before the former one has ended: whoever is interrupted here still finds that the two differ.
        _folder.Write(spec);
        Tell(MachineStatus.Creating, null);
        foreach (var group in spec.Limits)
            Apply(group);
        SupervisorProcess.Start(_folder);
        _awaitsFirstWord = true;
    }

    /// <summary>Between looks wishes are heard; one that ended without a word is started again after a while.</summary>
    private TimeSpan AwaitFirstWord()
    {
        if (SupervisorProcess.Find(_folder).Count > 0)
            return WhileStarting;
        _awaitsFirstWord = false;
        Tell(MachineStatus.Failed, "its supervisor ended before it said anything");
        return WhileSteady;
    }

    /// <summary>Groups are there before the machine joins them.</summary>
    private static void Apply(GroupLimit group)
    {
        Directory.CreateDirectory(group.Directory);
        foreach (var (file, value) in group.Values)
            File.WriteAllText(Path.Combine(group.Directory, file), value);
    }

    private async Task<TimeSpan> StopAsync(CancellationToken cancellation)
    {
        if (SupervisorProcess.IsAlive(_folder.ReadState()) || _awaitsFirstWord)
        {
            Tell(MachineStatus.Stopping, null);
            await SupervisorProcess.StopAsync(_folder, cancellation);
            _awaitsFirstWord = false;
        }

        Tell(MachineStatus.Stopped, null);
        return WhileSteady;
    }

    private TimeSpan TellState(MachineState? state)
    {
        switch (state?.Status)
        {
            case ProcessStatus.Running:
                Tell(MachineStatus.Running, null);
                return WhileSteady;
            case ProcessStatus.Waiting:
                Tell(MachineStatus.Failed, state.Reason);
                return WhileFailing;
            default:
                return WhileStarting;
        }
    }

    private void Tell(MachineStatus status, string? detail)
    {
        if (_told == (status, detail))
            return;
        _told = (status, detail);
        observer.Observe(new MachineObservation(time.GetUtcNow(), port, status, detail));
    }
}
