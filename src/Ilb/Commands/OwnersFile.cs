using System.Text;

namespace Ilb.Commands;

/// <summary>Writes files with secrets: nobody but the owner may read them, not even for a moment, and what was there stays until they are whole.</summary>
internal static class OwnersFile
{
    public static async Task WriteAsync(string path, string text, bool mayReplace, CancellationToken cancellation)
    {
        // As with mktemp: a name that nobody can have put there before.
        var made = $"{path}.{Guid.NewGuid():N}";
        try
        {
            await using (var stream = new FileStream(made, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
                await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
            File.Move(made, path, mayReplace);
        }
        finally
        {
            File.Delete(made);
        }
    }
}
