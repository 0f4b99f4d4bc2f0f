using System.Diagnostics;
using System.Net;
using System.Text;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// A company's network with its own strongSwan: a namespace with the address 10.2.0.9, joined by a wire to another one that stands for
/// the internet and is ilb's uplink. There may be other sites beside it, at the same internet.
/// </summary>
internal sealed class OnPremises : IDisposable
{
    private readonly OnPremises? _beside;
    private readonly NetworkNamespace _internet, _site;
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-site-").FullName;
    private Process? _charon;

    /// <param name="inside">First two octets of its prefix.</param>
    /// <param name="outside">First three of its link to the internet.</param>
    /// <param name="beside">Whose internet it is at; it makes its own unless given.</param>
    public OnPremises(string inside = "10.2", string outside = "198.51.100", OnPremises? beside = null)
    {
        _beside = beside;
        (Outside, Space) = (IPAddress.Parse($"{outside}.2"), Ipv4Prefix.Parse($"{inside}.0.0/16"));
        var (wire, router, client) = ($"wire{inside}", IPAddress.Parse($"{outside}.1"), IPAddress.Parse($"{inside}.0.9"));
        _internet = beside is null ? NetworkNamespace.Create($"/run/ilb-internet-{Guid.NewGuid():N}") : NetworkNamespace.Open(beside.Uplink);
        _site = NetworkNamespace.Create($"/run/ilb-site-{Guid.NewGuid():N}");
        using var outer = _internet.Run(Routes);
        using var inner = _site.Run(Routes);
        outer.SetUp("lo");
        inner.SetUp("lo");
        outer.CreateVeth(new VethEnd(wire, MacAddress.Router), new VethEnd(wire, MacAddress.From([2, 9, 0, 0, 0, 1])), _site, new LinkSize(1500, LinkSize.Usual));
        outer.SetUp(wire);
        inner.SetUp(wire);
        outer.AddAddress(outer.Find(wire)!.Index, router, 24);
        inner.AddAddress(inner.Find(wire)!.Index, Outside, 24);
        inner.AddAddress(inner.Find("lo")!.Index, client, 32);
        inner.AddDefaultRoute(inner.Find(wire)!.Index, router);
        Place = new MachinePlace(_site.Path, "client", client);
    }

    public static IPAddress Address { get; } = IPAddress.Parse("198.51.100.2");

    public static IPAddress Client { get; } = IPAddress.Parse("10.2.0.9");

    public static Ipv4Prefix Prefix { get; } = Ipv4Prefix.Parse("10.2.0.0/16");

    /// <summary>Of its gateway.</summary>
    public IPAddress Outside { get; }

    public Ipv4Prefix Space { get; }

    /// <summary>The namespace to be named as uplink.</summary>
    public string Uplink => _internet.Path;

    /// <summary>A client of the site, which has also its gateway's address.</summary>
    public MachinePlace Place { get; }

    /// <summary>Its router to whatever is behind it.</summary>
    public string Namespace => _site.Path;

    /// <summary>Starts its strongSwan: a tunnel to <paramref name="peer"/>.</summary>
    /// <param name="others">What it offers to let through beside its prefix.</param>
    /// <param name="beyond">What it wants to reach through it.</param>
    public Task ConnectAsync(
        IPAddress peer, string key, string proposals = "aes256gcm16-prfsha384-ecp384", string esp = "aes256gcm16-ecp384", string? others = null,
        string beyond = "10.1.0.0/16") =>
        ConnectAsync($$"""
            connections {
              azure {
                version = 2
                local_addrs = {{Outside}}
                remote_addrs = {{peer}}
                proposals = {{proposals}}
                dpd_delay = 2s
                keyingtries = 0
                local {
                  auth = psk
                  id = {{Outside}}
                }
                remote {
                  auth = psk
                  id = {{peer}}
                }
                children {
                  azure {
                    local_ts = {{Space}}{{(others is null ? "" : $",{others}")}}
                    remote_ts = {{beyond}}
                    esp_proposals = {{esp}}
                    start_action = start
                    close_action = start
                    dpd_action = restart
                  }
                }
              }
            }
            secrets {
              ike {
                id = {{peer}}
                secret = 0s{{Convert.ToBase64String(Encoding.ASCII.GetBytes(key))}}
              }
            }
            """);

    /// <summary>The same with a swanctl.conf as it is.</summary>
    public async Task ConnectAsync(string tunnels)
    {
        File.WriteAllText(Path.Combine(_folder, "strongswan.conf"), $$"""
            charon {
              load = random nonce openssl hmac kdf kernel-libipsec kernel-netlink socket-default vici
              filelog {
                log {
                  path = {{_folder}}/log
                  flush_line = yes
                }
              }
              retransmit_timeout = 1
              retransmit_tries = 3
              plugins {
                vici {
                  socket = unix://{{_folder}}/vici
                }
              }
            }
            """);
        File.WriteAllText(Path.Combine(_folder, "swanctl.conf"), tunnels);
        // A mount namespace of its own: the pid file of another charon is not its business.
        var start = new ProcessStartInfo("nsenter", [$"--net={_site.Path}", "unshare", "--mount", "sh", "-c", "mount -t tmpfs none /run && exec /usr/lib/ipsec/charon"]);
        start.Environment["STRONGSWAN_CONF"] = Path.Combine(_folder, "strongswan.conf");
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        _charon = Process.Start(start)!;
        _charon.OutputDataReceived += (_, _) => { };
        _charon.ErrorDataReceived += (_, _) => { };
        _charon.BeginOutputReadLine();
        _charon.BeginErrorReadLine();
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(_folder, "vici")), "its charon listens");
        await SwanctlAsync("--load-all", "--noprompt", "--file", Path.Combine(_folder, "swanctl.conf"));
    }

    /// <summary>Lets a router on the way try what no tunnel protects: packets for machines go to the gateway as they are.</summary>
    public MachinePlace Forger(IPAddress gateway)
    {
        using var routes = _internet.Run(RouteSocket.Open);
        var wire = routes.List().Single(link => link.Name.Contains('g', StringComparison.Ordinal));
        routes.AddAddress(routes.Find("lo")!.Index, Client, 32);
        _internet.Run(() => HostLink.Ip("route", "add", "10.1.0.0/16", "via", $"{gateway}", "dev", wire.Name));
        return new MachinePlace(_internet.Path, "forger", Client);
    }

    /// <summary>Its strongSwan dies without a word.</summary>
    public void Kill()
    {
        _charon?.Kill();
        _charon?.WaitForExit();
        _charon?.Dispose();
        _charon = null;
        File.Delete(Path.Combine(_folder, "vici"));
    }

    public string Log() => File.ReadAllText(Path.Combine(_folder, "log"));

    public async Task<string> SwanctlAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("swanctl", [.. arguments, "--uri", $"unix://{_folder}/vici"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["STRONGSWAN_CONF"] = Path.Combine(_folder, "strongswan.conf");
        using var swanctl = Process.Start(start)!;
        var (said, complained) = (swanctl.StandardOutput.ReadToEndAsync(), swanctl.StandardError.ReadToEndAsync());
        await swanctl.WaitForExitAsync();
        return swanctl.ExitCode == 0 ? await said : throw new InvalidOperationException(await complained);
    }

    public void Dispose()
    {
        Kill();
        Place.Dispose();
        _site.Dispose();
        NetworkNamespace.Delete(_site.Path);
        _internet.Dispose();
        if (_beside is null)
            NetworkNamespace.Delete(_internet.Path);

        Directory.Delete(_folder, recursive: true);
    }

    private static RouteSocket Routes()
    {
        Sysctl.Write("net.ipv4.ip_forward", "1");
        Sysctl.Write("net.ipv4.ping_group_range", "0 2147483647");
        Sysctl.Write("net.ipv6.conf.default.disable_ipv6", "1");
        return RouteSocket.Open();
    }
}
