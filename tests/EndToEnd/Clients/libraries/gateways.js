// The gateway of a network that is connected to a site. There is no uplink here, so nobody comes through it.
const assert = require('assert');
const { networks, call, refused } = require('./connect');

const site = '<LocalNetworkSite name="hq"><AddressSpace><AddressPrefix>192.168.0.0/16</AddressPrefix></AddressSpace><VPNGatewayAddress>198.51.100.1</VPNGatewayAddress></LocalNetworkSite>';
const connected = `<VirtualNetworkSite name="connected" Location="West US"><AddressSpace><AddressPrefix>10.8.0.0/16</AddressPrefix></AddressSpace>
  <Subnets><Subnet name="GatewaySubnet"><AddressPrefix>10.8.255.0/29</AddressPrefix></Subnet></Subnets>
  <Gateway><ConnectionsToLocalNetwork><LocalNetworkSiteRef name="hq"><Connection type="IPsec"/></LocalNetworkSiteRef></ConnectionsToLocalNetwork></Gateway></VirtualNetworkSite>`;

const group = networks.gateways, place = ['connected', 'hq'];
const state = async () => (await call(group, 'get', 'connected')).state;

// Whether a tunnel is there is seen, some time after it is asked for.
async function until(isSo) {
  for (let i = 0; i < 100; i++) if (await isSo()) return; else await new Promise(resolve => setTimeout(resolve, 200));
  assert.fail(`not within 20 seconds: ${isSo}`);
}

async function policy() {
  await call(group, 'setSharedKey', ...place, { value: 'known' });
  assert.strictEqual((await call(group, 'getSharedKey', ...place)).sharedKey, 'known');
  await call(group, 'resetSharedKey', ...place, { keyLength: 40 });
  assert.match((await call(group, 'getSharedKey', ...place)).sharedKey, /^\S{40}$/);
  await call(group, 'setIPsecParameters', ...place, { parameters: { encryptionType: 'RequireEncryption', hashAlgorithm: 'SHA256', sALifeTimeSeconds: 7200 } });
  assert.strictEqual((await call(group, 'getIPsecParameters', ...place)).iPsecParameters.sALifeTimeSeconds, 7200);
}

async function connection() {
  const connections = async () => (await call(group, 'listConnections', 'connected')).connections.map(one => `${one.localNetworkSiteName} ${one.connectivityState}`);
  await call(group, 'connectDisconnectOrTest', ...place, { operation: 'Disconnect' });
  await until(async () => (await connections()).join() === 'hq NotConnected');
  await call(group, 'connectDisconnectOrTest', ...place, { operation: 'Connect' });
  await call(group, 'reset', 'connected', { operation: 'Reset' });
  await call(group, 'resize', 'connected', { gatewaySKU: 'Default', operation: 'Resize' });
}

async function gateways() {
  const { configuration } = await call(networks.networks, 'getConfiguration');
  const more = configuration.replace(/<LocalNetworkSites\s*\/>|<LocalNetworkSites>[^]*<\/LocalNetworkSites>/, '')
    .replace('<VirtualNetworkSites>', `<LocalNetworkSites>${site}</LocalNetworkSites><VirtualNetworkSites>${connected}`);
  await call(networks.networks, 'setConfiguration', { configuration: more });
  assert.strictEqual(await state(), 'NotProvisioned');
  await call(group, 'create', 'connected', { gatewayType: 'DynamicRouting', gatewaySKU: 'Default' });
  assert.strictEqual(await state(), 'Provisioned');
  await policy();
  await connection();
  // The library's request for it is one to delete the gateway, but for its body.
  await refused('ResourceNotFound', /does not offer the failover of gateways/, group, 'failover', 'connected');
  assert.strictEqual(await state(), 'Provisioned');
  await call(group, 'deleteMethod', 'connected');
  assert.strictEqual(await state(), 'NotProvisioned');
  await call(networks.networks, 'setConfiguration', { configuration });
}

module.exports = gateways;
