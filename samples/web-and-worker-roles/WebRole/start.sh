#!/bin/sh
# The program of the web role. This one only says where it is and becomes the responder that every machine of ilb has.
echo "$RoleInstanceID starts in $PWD"
exec /run/ilb-machine respond
