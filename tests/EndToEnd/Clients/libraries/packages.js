// Deployments of packages: uploaded by a request of its own, then by the library alone.
const fs = require('fs');
const os = require('os');
const path = require('path');
const https = require('https');
const assert = require('assert');
const { createHash } = require('crypto');
const { execFileSync } = require('child_process');
const { machines, call, refused, address, pem } = require('./connect');

const service = 'libroles', slot = 'Production', name = 'v1';
const schema = 'http://schemas.microsoft.com/ServiceHosting/2008/10';
const definition = `<ServiceDefinition name="Lib" xmlns="${schema}/ServiceDefinition"><WorkerRole name="Work" vmsize="Small">
  <Runtime><EntryPoint><ProgramEntryPoint commandLine="run.sh" /></EntryPoint></Runtime></WorkerRole></ServiceDefinition>`;
const configuration = count => `<ServiceConfiguration serviceName="Lib" xmlns="${schema}/ServiceConfiguration"><Role name="Work"><Instances count="${count}" /></Role></ServiceConfiguration>`;

// Packed by the cmdlet. What distinguishes two packages is the program's word.
function pack(word) {
  const folder = path.join(os.homedir(), word);
  fs.mkdirSync(path.join(folder, 'Work'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'ServiceDefinition.csdef'), definition);
  fs.writeFileSync(path.join(folder, 'Work', 'run.sh'), `#!/bin/sh\necho ${word}\nexec sleep infinity\n`, { mode: 0o755 });
  execFileSync('ilb', ['shell', '-c', `New-AzurePackage -Path '${folder}' -OutputPath '${folder}.cspkg'`], { stdio: 'ignore' });
  return fs.readFileSync(`${folder}.cspkg`);
}

function upload(content) {
  const place = `${address}/ilb/packages/${createHash('sha256').update(content).digest('hex')}`;
  return new Promise((resolve, reject) => {
    const request = https.request(place, { method: 'PUT', cert: pem, key: pem, headers: { 'x-ms-version': '2014-10-01', 'Content-Length': content.length } }, answer => {
      answer.resume().on('end', () => answer.statusCode < 300 ? resolve(new URL(place).pathname) : reject(new Error(`the package: ${answer.statusCode}`)));
    });
    request.on('error', reject).end(content);
  });
}

const deployment = () => call(machines.deployments, 'getBySlot', service, slot);
const instances = async () => (await deployment()).roleInstances.map(one => one.instanceName).sort();

async function packages() {
  const [first, second] = [await upload(pack('first')), await upload(pack('second'))];
  const group = machines.deployments;
  await call(machines.hostedServices, 'create', { serviceName: service, label: service, location: 'West US' });
  await refused('BadRequest', /Upload the package/, group, 'create', service, slot, { name, label: name, packageUri: 'http://elsewhere/package', configuration: configuration(1) });
  await call(group, 'create', service, slot, { name, label: name, packageUri: first, configuration: configuration(1), startDeployment: true });
  assert.deepStrictEqual(await instances(), ['Work_IN_0']);
  await call(group, 'changeConfigurationBySlot', service, slot, { configuration: configuration(3) });
  assert.deepStrictEqual(await instances(), ['Work_IN_0', 'Work_IN_1', 'Work_IN_2']);
  await call(group, 'changeConfigurationByName', service, name, { configuration: configuration(2) });
  assert.deepStrictEqual(await instances(), ['Work_IN_0', 'Work_IN_1']);
  await call(group, 'updateStatusByDeploymentSlot', service, slot, { status: 'Suspended' });
  assert.strictEqual((await deployment()).status, 'Suspended');
  await call(group, 'updateStatusByDeploymentName', service, name, { status: 'Running' });
  assert.strictEqual((await deployment()).status, 'Running');
  await call(group, 'rebootRoleInstanceByDeploymentSlot', service, slot, 'Work_IN_1');
  await call(group, 'upgradeBySlot', service, slot, { mode: 'Auto', label: 'v2', packageUri: second, configuration: configuration(1), force: true });
  assert.deepStrictEqual([(await deployment()).label, await instances()], ['v2', ['Work_IN_0']]);
  await call(group, 'upgradeByName', service, name, { mode: 'Auto', label: 'v3', packageUri: first, configuration: configuration(2), force: true });
  assert.deepStrictEqual([(await deployment()).label, await instances()], ['v3', ['Work_IN_0', 'Work_IN_1']]);
  await call(group, 'deleteBySlot', service, slot);
  await call(machines.hostedServices, 'deleteMethod', service);
}

module.exports = packages;
