using Ilb.Bench.Lab;

namespace Ilb.Bench.Paths;

/// <summary>nginx as a TCP proxy: a worker for each core, buffers of 64 KB.</summary>
public sealed class NginxStreamPath : Star
{
    public NginxStreamPath(Laboratory lab)
        : base(lab, "nginx stream", "ngx")
    {
        var configuration = lab.Write("stream.conf", $$"""
            load_module /usr/lib/nginx/modules/ngx_stream_module.so;
            daemon off;
            pid {{lab.Folder}}/stream.pid;
            error_log stderr error;
            worker_processes 2;
            events { worker_connections 8192; }
            stream {
                proxy_buffer_size 64k;
                upstream http { server {{ServerAddresses[0]}}:{{Endpoints.Http}}; server {{ServerAddresses[1]}}:{{Endpoints.Http}}; }
                upstream sink { server {{ServerAddresses[0]}}:{{Endpoints.Sink}}; server {{ServerAddresses[1]}}:{{Endpoints.Sink}}; }
                upstream echo { server {{ServerAddresses[0]}}:{{Endpoints.Echo}}; server {{ServerAddresses[1]}}:{{Endpoints.Echo}}; }
                server { listen {{Address}}:{{Endpoints.Http}} reuseport; proxy_pass http; }
                server { listen {{Address}}:{{Endpoints.Sink}} reuseport; proxy_pass sink; }
                server { listen {{Address}}:{{Endpoints.Echo}} reuseport; proxy_pass echo; }
            }

            """);
        lab.Start(Router, "nginx", "-e", "stderr", "-c", configuration);
    }
}
