ilb serve
ilb apply samples/virtual-network.yaml
mkdir /backup
# Keys that somebody has already.
for name in green deploy; do openssl req -x509 -newkey rsa:2048 -nodes -keyout "$name.key" -out "$name.crt" -days 30 -subj "/CN=$name"; done
