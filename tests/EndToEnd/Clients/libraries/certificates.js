// Another management certificate: told of, used by itself, and removed.
const fs = require('fs');
const os = require('os');
const path = require('path');
const assert = require('assert');
const { execFileSync } = require('child_process');
const { X509Certificate } = require('crypto');
const { subscription, another, call, refused } = require('./connect');

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
  const other = another(cert, key);
  assert.ok((await call(other.locations, 'list')).locations.length > 0);
  await refused('ConflictError', /already exists/, group, 'create', { publicKey: made.publicKey.export({ type: 'pkcs1', format: 'der' }), thumbprint, data: made.raw });
  await call(group, 'deleteMethod', thumbprint);
  const error = await call(other.locations, 'list').then(() => null, refusal => refusal);
  assert.strictEqual(error && error.statusCode, 403);
}

module.exports = certificates;
