using System.CommandLine;
using Ilb.Commands;

var root = new RootCommand("ilb: internal load balancing for private networks")
{
    CheckCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
