using Ilb.Fuzz;

// Before anything of them is loaded.
Instrumentation.Of("Ilb.Contracts", _ => true);
Instrumentation.Of("Ilb.ControlPlane", type => type is "Ilb.ControlPlane.Identity.PublicPart" || type.StartsWith("Ilb.ControlPlane.Documents.", StringComparison.Ordinal));
return FuzzOptions.Read(args) is { } options ? Session.Run(options) : 2;
