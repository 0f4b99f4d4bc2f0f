using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Ilb.ControlPlane.Api;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Packages;

/// <summary>
/// The packages that were uploaded, unpacked, in a folder named by the digest of the file: the same file twice is one package, and
/// a package never changes. They appear whole or not at all.
/// </summary>
internal sealed class PackageStore(string dataDirectory, TimeProvider clock) : IDisposable
{
    /// <summary>Held where a package is looked at to be used, and where an unused one is taken away: never both at once.</summary>
    private readonly Lock _sweeping = new();

    private readonly ConcurrentDictionary<Guid, Door> _doors = [];

    /// <summary>Removes what a crash left half-made.</summary>
    public void Repair()
    {
        foreach (var upload in Directory.EnumerateFiles(dataDirectory, ".upload-*").ToList())
            File.Delete(upload);
        var all = Path.Combine(dataDirectory, "packages");
        foreach (var half in Directory.Exists(all) ? Directory.EnumerateDirectories(all, "*.new", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).ToList() : [])
            Directory.Delete(half, recursive: true);
    }

    /// <summary>Whether the text could name a package: SHA-256 in 64 hex digits.</summary>
    public static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);

    public string FolderOf(Guid subscription, string digest) =>
        RoleProgram.FolderOf(dataDirectory, subscription, digest.ToLowerInvariant());

    /// <summary>Digests of the packages of a subscription.</summary>
    public IReadOnlyList<string> Of(Guid subscription) => Directory.Exists(FolderOf(subscription, ""))
        ? [.. Directory.EnumerateDirectories(FolderOf(subscription, "")).Select(folder => Path.GetFileName(folder)).Where(IsDigest).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Removes the packages of a subscription that is no more.</summary>
    public void Forget(Guid subscription)
    {
        if (Directory.Exists(FolderOf(subscription, "")))
            Directory.Delete(FolderOf(subscription, ""), recursive: true);
    }

    /// <summary>Whether the package is there; it counts as used now, so that there is time to deploy it.</summary>
    public bool Keep(Guid subscription, string digest)
    {
        lock (_sweeping)
        {
            var folder = FolderOf(subscription, digest);
            if (!Directory.Exists(folder))
                return false;
            Directory.SetLastWriteTimeUtc(folder, clock.GetUtcNow().UtcDateTime);
            return true;
        }
    }

    /// <summary>
    /// Keeps the package; false when it is there already. However slowly it arrives, nobody waits for it: of one subscription a few may
    /// arrive at a time, and what is done to its folder afterwards is done one by one.
    /// </summary>
    /// <param name="inUse">Tells the digests that deployments use, which stay.</param>
    /// <param name="check">Looks at the unpacked folder before it counts; throws <see cref="PackageException"/>.</param>
    /// <exception cref="PackageException">The file is no package.</exception>
    public async Task<bool> PutAsync(
        Guid subscription, string digest, Stream content, Func<IReadOnlySet<string>> inUse, Action<string> check, CancellationToken cancellation)
    {
        var door = _doors.GetOrAdd(subscription, _ => new Door());
        if (!await door.Arriving.WaitAsync(0, cancellation))
            throw ApiException.Busy($"{PackageLimits.MostArriving} packages of this subscription are arriving already: try again when one of them is there.");
        var upload = Path.Combine(dataDirectory, string.Create(CultureInfo.InvariantCulture, $".upload-{Guid.NewGuid():N}"));
        try
        {
            await using var file = new FileStream(upload, FileMode.CreateNew, FileAccess.ReadWrite);
            await ReceiveAsync(content, file, digest, cancellation);
            await door.Folder.WaitAsync(cancellation);
            try
            {
                return await KeepAsync(subscription, digest, file, inUse, check, cancellation);
            }
            finally
            {
                door.Folder.Release();
            }
        }
        finally
        {
            File.Delete(upload);
            door.Arriving.Release();
        }
    }

    public void Dispose()
    {
        foreach (var door in _doors.Values)
            door.Dispose();
    }

    private async Task<bool> KeepAsync(
        Guid subscription, string digest, FileStream file, Func<IReadOnlySet<string>> inUse, Action<string> check, CancellationToken cancellation)
    {
        if (Keep(subscription, digest))
            return false;
        Sweep(subscription, inUse);
        await Task.Run(() => Unpack(file, FolderOf(subscription, digest), check), cancellation);
        return true;
    }

    private async Task ReceiveAsync(Stream content, FileStream file, string digest, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(PackageLimits.LongestArrival, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await CopyAsync(content, file, digest, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PackageException($"It did not arrive within {PackageLimits.LongestArrival.TotalMinutes} minutes.");
        }
    }

    private static async Task CopyAsync(Stream content, FileStream file, string digest, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(block, cancellation)) > 0;)
        {
            if (file.Length + read > PackageLimits.MostBytes)
                throw ApiException.TooLarge(PackageLimits.MostBytes);
            hash.AppendData(block, 0, read);
            await file.WriteAsync(block.AsMemory(0, read), cancellation);
        }

        await file.FlushAsync(cancellation);
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (!found.Equals(digest, StringComparison.OrdinalIgnoreCase))
            throw new PackageException($"The SHA-256 of what arrived is {found}, not {digest}: the file was damaged on its way, or its address is wrong.");
    }

    private static void Unpack(FileStream file, string folder, Action<string> check)
    {
        var temporary = folder + ".new";
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Directory.Exists(temporary))
            Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        try
        {
            PackageUnpacking.Unpack(file, temporary);
            check(temporary);
            Directory.Move(temporary, folder);
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    /// <summary>Removes packages that nobody used for a while; refuses when too many are left.</summary>
    private void Sweep(Guid subscription, Func<IReadOnlySet<string>> inUse)
    {
        foreach (var digest in Of(subscription))
        {
            if (TakeAway(FolderOf(subscription, digest), () => inUse().Contains(digest)) is { } away)
                Directory.Delete(away, recursive: true);
        }

        var kept = Of(subscription).Count;
        if (kept >= PackageLimits.MostPackages)
            throw new PackageException(
                $"There are {kept} packages already; at most {PackageLimits.MostPackages} are kept. One that no deployment uses goes after {PackageLimits.Unused.TotalHours} h.");
    }

    /// <summary>
    /// Where the folder is now: by another name at once, as deleting takes time and may end halfway. Null: it is used, or was a while
    /// ago, which a request to deploy it may be on its way for.
    /// </summary>
    private string? TakeAway(string folder, Func<bool> isUsed)
    {
        lock (_sweeping)
        {
            var age = clock.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(folder);
            if (age < PackageLimits.Unused || isUsed())
                return null;
            var away = Path.Combine(Path.GetDirectoryName(folder)!, $"{Guid.NewGuid():N}.new");
            Directory.Move(folder, away);
            return away;
        }
    }

    /// <summary>What one subscription may do at a time.</summary>
    private sealed class Door : IDisposable
    {
        public SemaphoreSlim Arriving { get; } = new(PackageLimits.MostArriving);

        public SemaphoreSlim Folder { get; } = new(1);

        public void Dispose()
        {
            Arriving.Dispose();
            Folder.Dispose();
        }
    }
}
