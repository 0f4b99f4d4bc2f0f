ilb serve
# The sample with a third member.
sed -e 's/^\( *\)- {name: web2,.*/&\n\1- {name: web3, imageName: ilb-responder, subnetName: FrontEndSubnet}/' -e 's/\[web1, web2\]/[web1, web2, web3]/' \
    samples/virtual-network.yaml >three.yaml
ilb apply three.yaml
healthy
