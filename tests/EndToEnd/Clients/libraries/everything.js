// Every operation there is, about a service, a network, … named "nothing": what ilb has is answered, or refused with a documented error; the rest says so.
const assert = require('assert');
const { clients, call } = require('./connect');

// Something for every parameter that a library insists on.
const anything = {
  name: 'n123', label: 'l', description: 'd', location: 'Atlantis', serviceName: 'nothing', deploymentName: 'nothing', roleName: 'nothing', packageUri: 'http://nothing/',
  configuration: 'c', mode: 'auto', status: 'Running', sourceDeployment: 's', upgradeDomain: 0, force: false, deploymentSlot: 'Production', containerUri: 'http://nothing/',
  destinationVirtualNetwork: 'n', address: '192.0.2.1', data: Buffer.from('x'), certificateFormat: 'pfx', publicKey: Buffer.from('x'), thumbprint: 'AB', thumbprintAlgorithm: 'sha1',
  type: 't', providerNameSpace: 'p', version: '1.0', mediaLinkUri: 'http://nothing/', operatingSystemType: 'Linux', isPremium: false, id: 'i', roles: ['nothing'], roleSize: 'Small',
  oSVirtualHardDisk: { sourceImageName: 'i' }, configurationSets: [{ configurationSetType: 'NetworkConfiguration' }], loadBalancedEndpoints: [],
  frontendIPConfiguration: { type: 'Private' }, targetImageName: 't', targetImageLabel: 't', vMImageName: 'v', vMImageLabel: 'v', oSState: 'Generalized', postCaptureAction: 'Delete',
  oSDiskConfiguration: { os: 'Linux', operatingSystem: 'Linux', oSState: 'Generalized', mediaLink: 'http://nothing/' }, targetLocations: ['West US'], computeImageAttributes: { offer: 'o', sku: 's', version: '1' },
  marketplaceImageAttributes: { publisherId: 'p', plan: { name: 'n', publisher: 'p', product: 'p' } }, gatewayType: 'DynamicRouting', gatewaySKU: 'Default', keyLength: 32, value: 'k',
  operation: 'connect', processorArchitecture: 'Amd64', ipAddress: '192.0.2.1', captureDurationInSeconds: '10', operationType: 'x', nextHop: { type: 'VPN' }, state: 'Enabled',
  action: 'Permit', priority: 100, sourceAddressPrefix: '*', destinationAddressPrefix: '*', sourcePortRange: '*', destinationPortRange: '*', protocol: 'TCP', addressPrefix: '10.0.0.0/8',
  certificate: { storeLocation: 'LocalMachine' }, startTime: new Date(), endTime: new Date(), sites: ['x'], extensionEndpoints: {}, provider: 'p', hostCaching: 'None',
  resourceGroupName: 'g', subNetName: 's', virtualNetworkName: 'v', showInGui: false, routingWeight: 1, parameters: { encryptionType: 'AES256', hashAlgorithm: 'SHA256', sALifeTimeSeconds: 3600 },
};
// What has the same name in another group and is something else.
const others = { clientRootCertificates: { certificate: 'x' } };
const argument = (name, group) => /parameters$/i.test(name) ? { ...anything, ...others[group] } : /slot$/i.test(name) ? 'Production' : /Time$/.test(name) ? new Date()
  : /ip_?address$/i.test(name) ? '192.0.2.1' : name === 'logicalUnitNumber' ? 0 : /^delete/.test(name) ? false : 'nothing';
const documented = /^(ResourceNotFound|BadRequest|ConflictError|InvalidXmlRequest|InvalidHttpVerb|MissingOrInvalidRequiredQueryParameter)$/;

// What ilb has. Of all other operations it says that it does not offer them.
const offered = {
  deployments: /^(getBy|begin(ChangingConfiguration|Creating|DeletingBy|Rebooting|UpdatingStatus|UpgradingBy))/,
  hostedServices: /^(beginDeletingAll|checkNameAvailability|create|deleteMethod|get|getDetailed|list|update)$/,
  loadBalancers: /./, serviceCertificates: /^list$/, virtualMachineDisks: /^listDisks$/, virtualMachineOSImages: /^(get|list)$/, virtualMachineVMImages: /^list$/,
  virtualMachines: /^(get|begin(Creating|CreatingDeployment|Deleting|Restarting|Shutdown|ShuttingDownRoles|Starting|StartingRoles|Updating|UpdatingLoadBalancedEndpointSet))$/,
  applicationGateways: /^getOperationStatus$/,
  gateways: /^(get|getIPsecParameters|getOperationStatus|getSharedKey|listConnections|begin(ConnectDisconnectOrTesting|Creating|Deleting|Reset|ResetSharedKey|Resize|SetIPsecParameters|SetSharedKey))$/,
  networks: /^(beginSettingConfiguration|getConfiguration|list)$/, reservedIPs: /^list$/, staticIPs: /./,
  affinityGroups: /./, locations: /./, managementCertificates: /./, roleSizes: /./, subscriptions: /./,
};
const listed = /^(list|listDisks|getConfiguration|checkNameAvailability|listOperations|registerResource|unregisterResource)$/;

// What is wrong with how it ended, or undefined.
function problem(name, operation, error) {
  if (error && !error.statusCode) return 'it was not sent';
  if (!offered[name] || !offered[name].test(operation))
    return error && error.statusCode === 404 && error.code === 'ResourceNotFound' && /^ilb does not offer /.test(error.message) ? undefined : 'it is not said that ilb does not offer it';
  if (error && (error.statusCode >= 500 || !documented.test(error.code))) return 'the error is none that is documented';
  const mayAnswer = listed.test(operation) || `${name}.${operation}` === 'subscriptions.get';
  return error || mayAnswer ? undefined : 'it was answered for what does not exist';
}

// Of the others, each is several of these in turn.
const isOne = method => typeof method === 'function' && /statusCode !== \d+/.test(method.toString());

async function everything() {
  const wrong = [];
  let asked = 0;
  for (const client of clients) {
    for (const [name, group] of Object.entries(client).filter(([, one]) => one && one.client === client)) {
      const type = Object.getPrototypeOf(group);
      for (const operation of Object.keys(type).filter(key => isOne(type[key]))) {
        const names = /\(([^)]*)\)/.exec(type[operation].toString())[1].split(',').map(word => word.trim()).slice(0, -1);
        const error = await call(group, operation, ...names.map(word => argument(word, name))).then(() => null, refusal => refusal);
        const said = problem(name, operation, error);
        if (said) wrong.push(`${name}.${operation}: ${said}: ${error && `${error.statusCode} ${error.code} ${error.message}`}`);
        asked++;
      }
    }
  }
  console.log(`${asked} operations answered`);
  assert.deepStrictEqual(wrong, []);
  assert.ok(asked > 220, `${asked} operations answered`);
}

module.exports = everything;
