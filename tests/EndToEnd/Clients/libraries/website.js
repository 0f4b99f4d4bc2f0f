// The flow of one load-balanced website.
const assert = require('assert');
const { spawn } = require('child_process');
const { machines, networks, subscription, call, refused, ended, role } = require('./connect');

const endpoint = {
  loadBalancedEndpointSetName: 'libset', localPort: 8080, name: 'lib', port: 80, protocol: 'tcp', loadBalancerName: 'liblb',
  loadBalancerProbe: { port: 8080, protocol: 'tcp', intervalInSeconds: 5, timeoutInSeconds: 5 },
};

// Connections of client1 that stay open: a shutdown waits for them, so that it is under way for a while.
function connections(vip) {
  const held = spawn('ilb', ['exec', 'client1', '--', 'bash', '-c', `until exec 3<>/dev/tcp/${vip}/80; do sleep 0.3; done; echo open; exec sleep 20`], { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    held.stdout.once('data', () => resolve(held));
    held.once('exit', code => reject(new Error(`no connection to ${vip}: ${code}`)));
  });
}

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
  const held = await connections('10.0.0.20');
  const stopping = await call(machines.virtualMachines, 'beginShuttingDownRoles', ...place, { roles: ['lib1', 'lib2'], postShutdownAction: 'Stopped' });
  await refused('ConflictError', new RegExp(`x-ms-requestid ${stopping.requestId} .*exclusive access`), machines.virtualMachines, 'start', ...place, 'lib2');
  held.kill();
  await ended(stopping.requestId);
  await call(machines.virtualMachines, 'startRoles', ...place, { roles: ['lib1', 'lib2'] });
  await call(machines.virtualMachines, 'shutdown', ...place, 'lib2', { postShutdownAction: 'Stopped' });
  await call(machines.virtualMachines, 'start', ...place, 'lib2');
  await ended((await call(machines.deployments, 'beginRebootingRoleInstanceByDeploymentSlot', 'library', 'Production', 'lib1')).requestId);
  await refused('BadRequest', /only one internal load balancer/i, machines.loadBalancers, 'create', ...place, { name: 'more', frontendIPConfiguration: { type: 'Private', subnetName: 'front' } });
  await refused('ConflictError', /already/, machines.hostedServices, 'create', { serviceName: 'LIBRARY', label: 'x', location: 'West US' });
  await refused('ConflictError', /lib1/, machines.loadBalancers, 'deleteMethod', ...place, 'liblb');
  await call(machines.loadBalancers, 'update', ...place, 'liblb', { name: 'liblb', frontendIPConfiguration: { type: 'Private', subnetName: 'front', staticVirtualNetworkIPAddress: '10.0.0.21' } });
  const operations = await call(subscription.subscriptions, 'listOperations', { startTime: new Date(Date.now() - 36e5), endTime: new Date(Date.now() + 36e5) });
  assert.ok(operations.subscriptionOperations.some(one => one.operationName === 'Add role' && one.operationObjectId === 'library/lib2'));
}

module.exports = website;
