using System.Text;
using Ilb.Agent.Gateways;
using Ilb.Contracts;
using Ilb.Model.Snapshots;

namespace Ilb.Gateways;

/// <summary>The swanctl.conf of the far end of a tunnel: the mirror image of what the gateway itself is told. Pure.</summary>
internal static class PeerConfiguration
{
    /// <param name="gateway">The gateway's address outside.</param>
    /// <param name="key">In base64, whatever it is: one that starts with 0x or 0s would else be taken for an encoded one.</param>
    public static string Of(VirtualNetworkSite network, LocalNetworkSite site, string gateway, IpsecParameters parameters, string key) => $$"""
        # {{OneLine(site.Name)}}, connected to the virtual network {{OneLine(network.Name)}}; for strongSwan 5.9 or later.
        # Keep it in /etc/swanctl/conf.d, readable by root alone (the key is in it), and load it with: swanctl --load-all
        connections {
          {{NameOf(network.Name)}} {
            version = 2
            remote_addrs = {{gateway}}
            proposals = {{ProposalText.Ike(Proposals(parameters))}}
            rekey_time = 4h
            keyingtries = 0
            dpd_delay = 10s
            mobike = no
            local {
              auth = psk
              id = {{site.VpnGatewayAddress}}
            }
            remote {
              auth = psk
              id = {{gateway}}
            }
            children {
              {{NameOf(network.Name)}} {
                local_ts = {{string.Join(',', Prefixes(site.AddressSpace))}}
                remote_ts = {{string.Join(',', Prefixes(network.AddressSpace).Concat(Others(network, site)))}}
                esp_proposals = {{ProposalText.Esp(Proposals(parameters))}}
                life_time = {{parameters.SALifeTimeSeconds}}s
                rekey_time = {{parameters.SALifeTimeSeconds * 9L / 10}}s
                life_bytes = {{parameters.SADataSizeKilobytes * 1024L}}
                rekey_bytes = {{parameters.SADataSizeKilobytes * 1024L / 10 * 9}}
                start_action = start
                close_action = start
                dpd_action = restart
              }
            }
          }
        }
        secrets {
          ike-{{NameOf(network.Name)}} {
            id-peer = {{gateway}}
            secret = 0s{{Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}}
          }
        }

        """;

    private static IpsecProposals Proposals(IpsecParameters parameters) =>
        parameters.Proposals == nameof(IpsecProposals.Classic) ? IpsecProposals.Classic : IpsecProposals.Modern;

    private static List<string> Prefixes(AddressSpace? space) => space?.AddressPrefixes ?? [];

    /// <summary>Prefixes of the sites that are reached through the gateway.</summary>
    private static IEnumerable<string> Others(VirtualNetworkSite network, LocalNetworkSite site) =>
        network.Gateway is { Transit: true, Sites: { } sites } ? sites.Where(other => other != site).SelectMany(other => Prefixes(other.AddressSpace)) : [];

    private static string NameOf(string? network) => SwanctlWord.Of("network", network);

    private static string OneLine(string? text) => (text ?? "").ReplaceLineEndings(" ");
}
