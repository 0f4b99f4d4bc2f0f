ilb serve
cp samples/web-and-worker-roles/ServiceConfiguration.cscfg .
sed '0,/count="[0-9]*"/s//count="3"/' ServiceConfiguration.cscfg >more.cscfg
ilb pack samples/web-and-worker-roles -o v2.cspkg
SUBSCRIPTION=$(sed -n 's/.*[^a-zA-Z]Id="\([^"]*\)".*/\1/p' /var/lib/ilb/ilb.publishsettings | head -1)
