using System.Globalization;
using System.Text;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>What charon and swanctl are told, in their own words. Pure.</summary>
internal static class CharonText
{
    /// <summary>
    /// A dead peer is noticed after 10 s without a word and five unanswered questions within 26 s. Retransmissions of a first message
    /// end after the same time; then it is tried again, for ever. swanctl, which is asked every few seconds, needs no cryptography: its
    /// usual thirty plugins are most of what it costs. In userspace every packet that finds no tunnel would have a line of the log (esp),
    /// and soon nothing else would be left there. Old keys are kept for longer than <see cref="AskingPace.WhileSteady"/>, so that what
    /// came under them is counted.
    /// </summary>
    public static string Settings(bool kernelEsp) => $$"""
        charon {
          load_modular = no
          load = random nonce openssl hmac kdf {{(kernelEsp ? "" : "kernel-libipsec ")}}kernel-netlink socket-default vici
          start-scripts {
            tunnels = {{GatewayPrograms.Swanctl}} --load-all --noprompt
          }
          filelog {
            out {
              path = stderr
              ike_name = yes
              default = 1
              enc = 0
              esp = 0
              net = 0
            }
          }
          retransmit_timeout = 2.0
          retransmit_base = 1.5
          retransmit_tries = 4
          retry_initiate_interval = 5
          delete_rekeyed_delay = 30
          install_virtual_ip = no
        }
        swanctl {
          load = random
        }

        """;

    /// <param name="seed">A secret of the gateway's own, see <see cref="ConnectionName"/>.</param>
    public static string Tunnels(GatewayEntry gateway, byte[] seed)
    {
        var connected = gateway.Tunnels.Where(tunnel => tunnel.IsConnected)
            .Select(tunnel => (Tunnel: tunnel, Name: ConnectionName.Of(tunnel.Site, Terms(gateway, tunnel), seed))).ToList();
        return $"connections {{\n{string.Concat(connected.Select(one => Connection(one.Name, gateway, one.Tunnel)))}}}\n"
            + $"secrets {{\n{string.Concat(connected.Select(one => Secret(one.Name, one.Tunnel)))}}}\n";
    }

    private static string Terms(GatewayEntry gateway, TunnelEntry tunnel) => Connection("", gateway, tunnel) + Secret("", tunnel);

    private static string Connection(string name, GatewayEntry gateway, TunnelEntry tunnel) => $$"""
          {{name}} {
            version = 2
            local_addrs = {{gateway.PublicAddress}}
            remote_addrs = {{tunnel.Peer}}
            proposals = {{ProposalText.Ike(tunnel.Policy.Proposals)}}
            rekey_time = 4h
            keyingtries = 0
            dpd_delay = 10s
            mobike = no
            local {
              auth = psk
              id = {{gateway.PublicAddress}}
            }
            remote {
              auth = psk
              id = {{tunnel.Peer}}
            }
            children {
              {{name}} {
                local_ts = {{string.Join(",", gateway.LocalPrefixes.Concat(tunnel.TransitPrefixes))}}
                remote_ts = {{string.Join(",", tunnel.Prefixes)}}
                esp_proposals = {{ProposalText.Esp(tunnel.Policy.Proposals)}}
                life_time = {{Seconds(tunnel.Policy.KeyLifetime)}}
                rekey_time = {{Seconds(tunnel.Policy.KeyLifetime * 0.9)}}
                life_bytes = {{tunnel.Policy.KeyKilobytes * 1024}}
                rekey_bytes = {{tunnel.Policy.KeyKilobytes * 1024 / 10 * 9}}
                start_action = trap|start
                close_action = trap|start
                dpd_action = restart
              }
            }
          }

        """;

    /// <summary>In base64, whatever it is: a key that starts with 0x or 0s would else be taken for an encoded one.</summary>
    private static string Secret(string name, TunnelEntry tunnel) => $$"""
          ike-{{name}} {
            id-peer = {{tunnel.Peer}}
            secret = 0s{{Convert.ToBase64String(Encoding.UTF8.GetBytes(tunnel.SharedKey))}}
          }

        """;

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalSeconds}s");
}
