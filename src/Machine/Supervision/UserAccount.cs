using System.Globalization;

namespace Ilb.Machine.Supervision;

/// <summary>A user inside a machine, by the passwd file of its root directory.</summary>
internal readonly record struct UserAccount(int User, int Group, string Home)
{
    public static UserAccount Find(string rootDirectory, string user)
    {
        var passwd = Path.Combine(rootDirectory, "etc/passwd");
        foreach (var line in File.Exists(passwd) ? File.ReadLines(passwd) : [])
        {
            if (line.Split(':') is [var name, _, var id, var group, _, var home, ..] && (name == user || id == user))
                return new UserAccount(Number(id), Number(group), home);
        }

        if (int.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new UserAccount(number, number, "/");
        return user == "root" ? new UserAccount(0, 0, "/") : throw new InvalidDataException($"no user '{user}' in {passwd}");
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
