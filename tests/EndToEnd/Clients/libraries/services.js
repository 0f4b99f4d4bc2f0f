// Cloud services, their machines and load balancers, groups, and what machines are made of.
const assert = require('assert');
const { machines, networks, subscription, call, refused, role } = require('./connect');

const service = 'libother';
const frontend = { type: 'Private' };

// Without a virtual network: the cloud service is its own private one.
async function deploy(...names) {
  const roles = names.map(name => ({ ...role(name), configurationSets: [role(name).configurationSets[0], { configurationSetType: 'NetworkConfiguration' }] }));
  await call(machines.virtualMachines, 'createDeployment', service, { name: 'd', deploymentSlot: 'Production', label: 'd', roles });
}

const deployed = async () => (await call(machines.hostedServices, 'getDetailed', service)).deployments.length;

async function cloudService() {
  await call(machines.hostedServices, 'create', { serviceName: service, label: 'first', description: 'one', location: 'West US' });
  await call(machines.hostedServices, 'update', service.toUpperCase(), { label: 'düne', description: 'two' });
  const { properties } = await call(machines.hostedServices, 'get', service);
  assert.deepStrictEqual([properties.label, properties.description, properties.location], ['düne', 'two', 'West US']);
  assert.ok((await call(machines.hostedServices, 'list')).hostedServices.some(one => one.serviceName === service));
  assert.strictEqual((await call(machines.serviceCertificates, 'list', service)).certificates.length, 0);
}

async function deployments() {
  await deploy('one', 'two');
  await call(machines.deployments, 'rebootRoleInstanceByDeploymentName', service, 'd', 'one');
  await call(machines.loadBalancers, 'create', service, 'd', { name: 'inner', frontendIPConfiguration: frontend });
  await call(machines.virtualMachines, 'deleteMethod', service, 'd', 'two', true);
  const deployment = await call(machines.deployments, 'getByName', service, 'd');
  assert.deepStrictEqual(deployment.roleInstances.map(one => one.instanceName), ['one']);
  assert.deepStrictEqual(deployment.loadBalancers.map(one => one.name), ['inner']);
  await call(machines.loadBalancers, 'deleteMethod', service, 'd', 'inner');
  assert.deepStrictEqual((await call(machines.deployments, 'getByName', service, 'd')).loadBalancers, []);
  await refused('ConflictError', /deployment/i, machines.hostedServices, 'deleteMethod', service);
  await call(machines.deployments, 'deleteByName', service, 'd', true);
  assert.strictEqual(await deployed(), 0);
  await deploy('one');
  await call(machines.deployments, 'deleteBySlot', service, 'Production');
  assert.strictEqual(await deployed(), 0);
  await deploy('one');
  await call(machines.hostedServices, 'deleteAll', service);
  await refused('ResourceNotFound', /does not exist/, machines.hostedServices, 'get', service);
}

async function images() {
  assert.deepStrictEqual((await call(machines.virtualMachineOSImages, 'list')).images.map(image => image.name).sort(), ['attached', 'ilb-responder']);
  const image = await call(machines.virtualMachineOSImages, 'get', 'ILB-responder');
  assert.deepStrictEqual([image.name, image.category, image.operatingSystemType], ['ilb-responder', 'User', 'Linux']);
  await refused('ResourceNotFound', /does not offer copies of images elsewhere; GET services\/images/, machines.virtualMachineOSImages, 'getDetails', 'ilb-responder');
  assert.deepStrictEqual((await call(machines.virtualMachineVMImages, 'list')).vMImages, []);
  assert.deepStrictEqual((await call(machines.virtualMachineDisks, 'listDisks')).disks, []);
  assert.deepStrictEqual((await call(networks.reservedIPs, 'list')).reservedIPs, []);
}

async function account() {
  await call(subscription.affinityGroups, 'create', { name: 'libother', label: 'l', location: 'West US' });
  assert.deepStrictEqual((await call(subscription.affinityGroups, 'list')).affinityGroups.map(group => group.name), ['libother']);
  await call(subscription.affinityGroups, 'deleteMethod', 'libother');
  const told = await call(subscription.subscriptions, 'get');
  assert.deepStrictEqual([told.subscriptionStatus, told.subscriptionName, told.maximumVirtualNetworkSites], ['Active', 'ilb', 100]);
  assert.ok(told.currentHostedServices > 0 && told.currentVirtualNetworkSites > 0);
  for (const change of ['registerResource', 'unregisterResource']) await call(subscription.subscriptions, change, 'website');
}

module.exports = async () => {
  for (const step of [cloudService, deployments, images, account]) await step();
};
