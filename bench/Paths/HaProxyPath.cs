using Ilb.Bench.Lab;

namespace Ilb.Bench.Paths;

/// <summary>HAProxy in TCP mode: a thread for each core, splicing where it judges that it pays.</summary>
public sealed class HaProxyPath : Star
{
    public HaProxyPath(Laboratory lab)
        : base(lab, "HAProxy TCP mode", "hap")
    {
        var configuration = lab.Write("haproxy.cfg", $$"""
            global
                nbthread 2
                maxconn 4000
            defaults
                mode tcp
                option splice-auto
                timeout connect 5s
                timeout client 60s
                timeout server 60s
            listen http
                bind {{Address}}:{{Endpoints.Http}}
                balance roundrobin
                server s1 {{ServerAddresses[0]}}:{{Endpoints.Http}}
                server s2 {{ServerAddresses[1]}}:{{Endpoints.Http}}
            listen sink
                bind {{Address}}:{{Endpoints.Sink}}
                balance roundrobin
                server s1 {{ServerAddresses[0]}}:{{Endpoints.Sink}}
                server s2 {{ServerAddresses[1]}}:{{Endpoints.Sink}}
            listen echo
                bind {{Address}}:{{Endpoints.Echo}}
                balance roundrobin
                server s1 {{ServerAddresses[0]}}:{{Endpoints.Echo}}
                server s2 {{ServerAddresses[1]}}:{{Endpoints.Echo}}

            """);
        lab.Start(Router, "haproxy", "-db", "-f", configuration);
    }
}
