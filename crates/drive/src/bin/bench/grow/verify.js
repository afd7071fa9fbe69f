// As many Ed25519 signatures verified by WebCrypto, one after the other, each over as many bytes as a record has; in milliseconds.
const [count, bytes, done] = arguments;
const run = async () => {
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const message = new Uint8Array(bytes);
  const signature = await crypto.subtle.sign("Ed25519", pair.privateKey, message);
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    if (!(await crypto.subtle.verify("Ed25519", pair.publicKey, signature, message))) return null;
  }
  return performance.now() - start;
};
run().then((ms) => done([ms]), () => done([null]));
