using System.Globalization;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>The server of the connection benchmark: nginx with two workers over all servers of a path.</summary>
internal static class HttpServers
{
    public static void Start(Laboratory lab, IPath path)
    {
        foreach (var server in path.Servers)
        {
            var configuration = lab.Write($"{server.Name}.conf", string.Create(CultureInfo.InvariantCulture, $$"""
                daemon off;
                pid {{lab.Folder}}/{{server.Name}}.pid;
                error_log stderr error;
                worker_processes {{2 / path.Servers.Count}};
                events { worker_connections 8192; }
                http {
                    access_log off;
                    client_body_temp_path {{lab.Folder}}/body;
                    proxy_temp_path {{lab.Folder}}/proxy;
                    fastcgi_temp_path {{lab.Folder}}/fastcgi;
                    uwsgi_temp_path {{lab.Folder}}/uwsgi;
                    scgi_temp_path {{lab.Folder}}/scgi;
                    server { listen {{Endpoints.Http}} backlog=4096; keepalive_timeout 0; location / { return 200 "ok\n"; } }
                }

                """));
            lab.Start(server, "nginx", "-e", "stderr", "-c", configuration);
        }
    }
}
