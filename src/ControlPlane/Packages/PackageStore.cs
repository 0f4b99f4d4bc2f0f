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
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

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

    /// <summary>Keeps the package; false when it is there already.</summary>
    /// <param name="inUse">Digests that deployments use, which stay.</param>
    /// <param name="check">Looks at the unpacked folder before it counts; throws <see cref="PackageException"/>.</param>
    /// <exception cref="PackageException">The file is no package.</exception>
    public async Task<bool> PutAsync(
        Guid subscription, string digest, Stream content, IReadOnlySet<string> inUse, Action<string> check, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        var upload = Path.Combine(dataDirectory, string.Create(CultureInfo.InvariantCulture, $".upload-{Guid.NewGuid():N}"));
        try
        {
            await using var file = new FileStream(upload, FileMode.CreateNew, FileAccess.ReadWrite);
            await CopyAsync(content, file, digest, cancellation);
            var folder = FolderOf(subscription, digest);
            if (Directory.Exists(folder))
            {
                Directory.SetLastWriteTimeUtc(folder, clock.GetUtcNow().UtcDateTime);
                return false;
            }

            Sweep(subscription, inUse);
            await Task.Run(() => Unpack(file, folder, check), cancellation);
            return true;
        }
        finally
        {
            File.Delete(upload);
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

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
    private void Sweep(Guid subscription, IReadOnlySet<string> inUse)
    {
        var kept = 0;
        foreach (var digest in Of(subscription))
        {
            var folder = FolderOf(subscription, digest);
            var age = clock.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(folder);
            if (inUse.Contains(digest) || age < PackageLimits.Unused)
                kept++;
            else
                Directory.Delete(folder, recursive: true);
        }

        if (kept >= PackageLimits.MostPackages)
            throw new PackageException(
                $"There are {kept} packages already; at most {PackageLimits.MostPackages} are kept. One that no deployment uses goes after {PackageLimits.Unused.TotalHours} h.");
    }
}
