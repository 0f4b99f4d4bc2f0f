// The libraries below the classic command line, called directly: the flow of one load-balanced website, then every operation there is.
// Arguments: the publish settings file. Ends with 1 if a step fails or an answer is neither what is documented nor a documented error.
const fs = require('fs');
const os = require('os');
const path = require('path');
const assert = require('assert');
const { execFileSync } = require('child_process');
const { X509Certificate } = require('crypto');
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

const endpoint = {
  loadBalancedEndpointSetName: 'libset', localPort: 8080, name: 'lib', port: 80, protocol: 'tcp', loadBalancerName: 'liblb',
  loadBalancerProbe: { port: 8080, protocol: 'tcp', intervalInSeconds: 5, timeoutInSeconds: 5 },
};

async function website() {
  assert.ok((await call(subscription.locations, 'list')).locations.some(location => location.name === 'West US'));
  assert.ok((await call(subscription.roleSizes, 'list')).roleSizes.some(size => size.name === 'Small'));
  await call(subscription.affinityGroups, 'create', { name: 'libgroup', label: 'düne', location: 'West US' });
  await call(subscription.affinityGroups, 'update', 'LIBGROUP', { label: 'dune' });
  assert.strictEqual((await call(subscription.affinityGroups, 'get', 'libgroup')).label, 'dune');
  await call(subscription.affinityGroups, 'deleteMethod', 'libgroup');
  await call(networks.networks, 'setConfiguration', { configuration: (await call(networks.networks, 'getConfiguration')).configuration });
  assert.ok((await call(networks.networks, 'list')).virtualNetworkSites.some(site => site.name === 'office'));
  assert.strictEqual((await call(networks.staticIPs, 'check', 'office', '10.0.0.210')).isAvailable, true);

  await call(machines.hostedServices, 'create', { serviceName: 'library', label: 'library', location: 'West US' });
  assert.strictEqual((await call(machines.hostedServices, 'checkNameAvailability', 'Library')).isAvailable, false);
  await call(machines.virtualMachines, 'createDeployment', 'library', {
    name: 'library', deploymentSlot: 'Production', label: 'library', virtualNetworkName: 'office', roles: [role('lib1')],
    loadBalancers: [{ name: 'liblb', frontendIPConfiguration: { type: 'Private', subnetName: 'front', staticVirtualNetworkIPAddress: '10.0.0.20' } }],
  });
  const place = ['library', 'library'];
  await call(machines.virtualMachines, 'create', ...place, role('lib2', [endpoint]));
  const first = await call(machines.virtualMachines, 'get', ...place, 'lib1');
  const set = first.configurationSets.find(one => one.configurationSetType === 'NetworkConfiguration');
  set.inputEndpoints.push({ ...endpoint, loadBalancerProbe: undefined });
  await call(machines.virtualMachines, 'update', ...place, 'lib1', { ...first, roleName: 'lib1' });
  await call(machines.virtualMachines, 'updateLoadBalancedEndpointSet', ...place, {
    loadBalancedEndpoints: [{ ...endpoint, rules: [{ order: 1, action: 'permit', remoteSubnet: '10.0.1.0/24', description: 'callers' }] }],
  });
  const deployment = await call(machines.deployments, 'getBySlot', 'library', 'Production');
  assert.deepStrictEqual(deployment.roleInstances.map(instance => instance.instanceName).sort(), ['lib1', 'lib2']);
  assert.strictEqual(deployment.loadBalancers[0].name, 'liblb');
  const ends = deployment.roles.map(one => one.configurationSets[0].inputEndpoints[0]);
  assert.deepStrictEqual(ends.map(end => end.virtualIPAddress), ['10.0.0.20', '10.0.0.20']);
  assert.deepStrictEqual(ends.map(end => end.endpointAcl.rules[0].remoteSubnet), ['10.0.1.0/24', '10.0.1.0/24']);

  await call(machines.virtualMachines, 'shutdownRoles', ...place, { roles: ['lib1', 'lib2'], postShutdownAction: 'Stopped' });
  await call(machines.virtualMachines, 'startRoles', ...place, { roles: ['lib1', 'lib2'] });
  await call(machines.virtualMachines, 'restart', ...place, 'lib2');
  const stopping = await call(machines.virtualMachines, 'beginShutdown', ...place, 'lib2', { postShutdownAction: 'Stopped' });
  await refused('ConflictError', new RegExp(`x-ms-requestid ${stopping.requestId} .*exclusive access`), machines.virtualMachines, 'start', ...place, 'lib2');
  await ended(stopping.requestId);
  await call(machines.virtualMachines, 'start', ...place, 'lib2');
  await ended((await call(machines.deployments, 'beginRebootingRoleInstanceByDeploymentSlot', 'library', 'Production', 'lib1')).requestId);
  await refused('BadRequest', /only one internal load balancer/i, machines.loadBalancers, 'create', ...place, { name: 'more', frontendIPConfiguration: { type: 'Private', subnetName: 'front' } });
  await refused('ConflictError', /already/, machines.hostedServices, 'create', { serviceName: 'LIBRARY', label: 'x', location: 'West US' });
  await refused('ConflictError', /lib1/, machines.loadBalancers, 'deleteMethod', ...place, 'liblb');
  await call(machines.loadBalancers, 'update', ...place, 'liblb', { name: 'liblb', frontendIPConfiguration: { type: 'Private', subnetName: 'front', staticVirtualNetworkIPAddress: '10.0.0.21' } });
  const operations = await call(subscription.subscriptions, 'listOperations', { startTime: new Date(Date.now() - 36e5), endTime: new Date(Date.now() + 36e5) });
  assert.ok(operations.subscriptionOperations.some(one => one.operationName === 'Add role' && one.operationObjectId === 'library/lib2'));
}

// Another management certificate: told of, used by itself, and removed.
async function certificates() {
  const group = subscription.managementCertificates;
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=library', '-days', '2', '-keyout', 'library.key', '-out', 'library.crt'], { cwd: os.homedir(), stdio: 'ignore' });
  const [key, cert] = ['library.key', 'library.crt'].map(file => fs.readFileSync(path.join(os.homedir(), file), 'utf8'));
  const made = new X509Certificate(cert);
  const thumbprint = made.fingerprint.replace(/:/g, '');
  const before = (await call(group, 'list')).subscriptionCertificates.length;
  await call(group, 'create', { publicKey: made.publicKey.export({ type: 'pkcs1', format: 'der' }), thumbprint, data: made.raw });
  const told = await call(group, 'get', thumbprint);
  assert.strictEqual(told.thumbprint, thumbprint);
  assert.strictEqual(told.data, made.raw.toString('utf8')); // The library takes the bytes for text.
  assert.ok(Math.abs(told.created - Date.now()) < 6e5);
  assert.strictEqual((await call(group, 'list')).subscriptionCertificates.length, before + 1);
  const other = management.createManagementClient(compute.createCertificateCloudCredentials({ subscriptionId: attribute('Id'), cert, key }), service);
  assert.ok((await call(other.locations, 'list')).locations.length > 0);
  await refused('ConflictError', /already exists/, group, 'create', { publicKey: made.publicKey.export({ type: 'pkcs1', format: 'der' }), thumbprint, data: made.raw });
  await call(group, 'deleteMethod', thumbprint);
  const error = await call(other.locations, 'list').then(() => null, refusal => refusal);
  assert.strictEqual(error && error.statusCode, 403);
}

// Something for every parameter that a library insists on.
const anything = {
  name: 'n123', label: 'l', description: 'd', location: 'Atlantis', serviceName: 'nothing', deploymentName: 'nothing', roleName: 'nothing', packageUri: 'http://nothing/',
  configuration: 'c', mode: 'auto', status: 'Running', sourceDeployment: 's', upgradeDomain: 0, force: false, deploymentSlot: 'Production', containerUri: 'http://nothing/',
  destinationVirtualNetwork: 'n', address: '192.0.2.1', data: Buffer.from('x'), certificateFormat: 'pfx', publicKey: Buffer.from('x'), thumbprint: 'AB', thumbprintAlgorithm: 'sha1',
  type: 't', providerNameSpace: 'p', version: '1.0', mediaLinkUri: 'http://nothing/', operatingSystemType: 'Linux', isPremium: false, id: 'i', roles: ['nothing'], roleSize: 'Small',
  oSVirtualHardDisk: { sourceImageName: 'i' }, configurationSets: [{ configurationSetType: 'NetworkConfiguration' }], loadBalancedEndpoints: [],
  frontendIPConfiguration: { type: 'Private' }, targetImageName: 't', targetImageLabel: 't', vMImageName: 'v', vMImageLabel: 'v', oSState: 'Generalized', postCaptureAction: 'Delete',
  oSDiskConfiguration: { operatingSystem: 'Linux', oSState: 'Generalized', mediaLink: 'http://nothing/' }, targetLocations: ['West US'], computeImageAttributes: { offer: 'o', sku: 's', version: '1' },
  marketplaceImageAttributes: { publisherId: 'p', plan: { name: 'n', publisher: 'p', product: 'p' } }, gatewayType: 'DynamicRouting', gatewaySKU: 'Default', keyLength: 32, value: 'k',
  operation: 'connect', processorArchitecture: 'Amd64', ipAddress: '192.0.2.1', captureDurationInSeconds: '10', operationType: 'x', nextHop: { type: 'VPN' }, state: 'Enabled',
  action: 'Permit', priority: 100, sourceAddressPrefix: '*', destinationAddressPrefix: '*', sourcePortRange: '*', destinationPortRange: '*', protocol: 'TCP', addressPrefix: '10.0.0.0/8',
  certificate: { storeLocation: 'LocalMachine' }, startTime: new Date(), endTime: new Date(), sites: ['x'], extensionEndpoints: {}, provider: 'p', hostCaching: 'None',
};
const argument = name => /parameters$/i.test(name) ? { ...anything } : /slot$/i.test(name) ? 'Production' : /Time$/.test(name) ? new Date()
  : /ip_?address$/i.test(name) ? '192.0.2.1' : name === 'logicalUnitNumber' ? 0 : /^delete/.test(name) ? false : 'nothing';
const documented = /^(ResourceNotFound|BadRequest|ConflictError|InvalidXmlRequest|InvalidHttpVerb|MissingOrInvalidRequiredQueryParameter)$/;

// Every operation that sends one request, about a service, a network, … named "nothing".
async function everything() {
  let [asked, unsent] = [0, 0];
  const wrong = [];
  for (const client of clients) {
    for (const group of Object.values(client).filter(one => one && one.client === client)) {
      const type = Object.getPrototypeOf(group);
      // The others are several of these in turn.
      for (const operation of Object.keys(type).filter(name => typeof type[name] === 'function' && (/statusCode !== \d+/.test(type[name].toString())))) {
        const names = /\(([^)]*)\)/.exec(type[operation].toString())[1].split(',').map(name => name.trim()).slice(0, -1);
        const error = await call(group, operation, ...names.map(argument)).then(() => null, refusal => refusal);
        if (error && !error.statusCode) unsent++; // The library itself refused an argument.
        else asked++;
        if (error && error.statusCode && (error.statusCode >= 500 || !documented.test(error.code))) wrong.push(`${operation}: ${error.statusCode} ${error.code} ${error.message}`);
      }
    }
  }
  console.log(`${asked} operations answered, ${unsent} not sent`);
  assert.deepStrictEqual(wrong, []);
  assert.ok(asked > 200, `${asked} operations answered`);
}

website().then(certificates).then(everything).then(() => console.log('done'), error => {
  console.error(error);
  process.exit(1);
});
