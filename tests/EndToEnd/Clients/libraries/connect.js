// The libraries, connected with the publish settings file that the first argument names.
const fs = require('fs');
const assert = require('assert');
const { pfx2pem } = require('azure-cli/lib/util/certificates/pkcs');
const compute = require('azure-asm-compute');
const network = require('azure-asm-network');
const management = require('azure-asm-mgmt');

const settings = fs.readFileSync(process.argv[2], 'utf8');
const attribute = name => new RegExp(`\\b${name}="([^"]*)"`).exec(settings)[1];
const pem = pfx2pem(Buffer.from(attribute('ManagementCertificate'), 'base64')).toString();
const credentials = compute.createCertificateCloudCredentials({ subscriptionId: attribute('Id'), cert: pem, key: pem });
const service = attribute('ServiceManagementUrl');
const clients = [
  compute.createComputeManagementClient(credentials, service),
  network.createNetworkManagementClient(credentials, service),
  management.createManagementClient(credentials, service),
];
for (const client of clients) client.longRunningOperationInitialTimeout = client.longRunningOperationRetryTimeout = 0;
const [machines, networks, subscription] = clients;

// The answer of an operation. One without a body goes out only when the stream that it returns ends.
function call(group, operation, ...given) {
  return new Promise((resolve, reject) => {
    const stream = group[operation](...given, (error, answer) => error ? reject(error) : resolve(answer));
    if (stream && stream.end) stream.end();
  });
}

async function refused(code, text, group, operation, ...given) {
  const error = await call(group, operation, ...given).then(() => assert.fail(`${operation} was not refused`), refusal => refusal);
  assert.strictEqual(error.code, code, `${operation}: ${error.message}`);
  assert.match(error.message, text);
}

async function ended(request) {
  while ((await call(machines, 'getOperationStatus', request)).status === 'InProgress');
}

function role(name, endpoints = []) {
  return {
    roleName: name, roleType: 'PersistentVMRole', roleSize: 'Small', oSVirtualHardDisk: { sourceImageName: 'ilb-responder' },
    configurationSets: [
      { configurationSetType: 'LinuxProvisioningConfiguration', hostName: name, userName: 'azureuser', userPassword: 'P@ssw0rd!1' },
      { configurationSetType: 'NetworkConfiguration', subnetNames: ['front'], inputEndpoints: endpoints },
    ],
  };
}

const another = (cert, key) => management.createManagementClient(compute.createCertificateCloudCredentials({ subscriptionId: attribute('Id'), cert, key }), service);
const address = `${service}/${attribute('Id')}`;

module.exports = { clients, machines, networks, subscription, address, pem, another, call, refused, ended, role };
