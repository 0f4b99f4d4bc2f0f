// The libraries below the classic command line, called directly: every operation on what ilb has, with what becomes of it, then every operation there is.
// Arguments: the publish settings file. Ends with 1 if a step fails or an answer is neither what is documented nor a documented error.
const steps = ['website', 'certificates', 'services', 'packages', 'gateways', 'everything'];

(async () => {
  for (const step of steps) await require(`./${step}`)();
  console.log('done');
})().catch(error => {
  console.error(error);
  process.exit(1);
});
