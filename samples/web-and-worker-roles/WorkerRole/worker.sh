#!/bin/sh
# The program of the worker role: asks the web role through the internal load balancer, again and again. The setting is read each
# time, so a new value counts without a restart.
while true; do
    frontend=$(sed -n 's/.*"Frontend": "\([^"]*\)".*/\1/p' /run/ilb/settings.json)
    echo "$RoleInstanceID: $(curl -sS -m 5 "$frontend" 2>&1)"
    sleep 1
done
