// Verifies batches with the library jose (panva/jose) alone: node verify.mjs CARD FILE...
// Prints a line for each file, in the form of docs/verify.py.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, generalVerify, importJWK } from "jose";

const jwk = (x) => ({ kty: "OKP", crv: "Ed25519", x });
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("base64url");
const need = (holds, what) => {
  if (!holds) throw new Error(what);
};

async function verify(text, x, typ) {
  const header = decodeProtectedHeader(text);
  const wanted = { alg: "Ed25519", kid: await calculateJwkThumbprint(jwk(x)), typ };
  need(JSON.stringify(header) === JSON.stringify(wanted), `the header of ${typ} is not the one allowed`);
  return (await compactVerify(text, await importJWK(jwk(x), "Ed25519"), { algorithms: ["Ed25519"] })).payload;
}

async function check(file, card) {
  const parse = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
  const batch = parse(Buffer.from(file.payload, "base64url"));
  need(JSON.stringify(batch.office) === JSON.stringify(card), "another office");
  const certificate = parse(await verify(batch.certificates[0], card.root, "inkseal-certificate+jws"));
  const roles = [[certificate.key, "inkseal-batch-kiosk+jws"], [card.root, "inkseal-batch-office+jws"]];
  need(file.signatures.length === 2, "two signatures");
  for (const [i, [x, typ]] of roles.entries()) {
    const { protected: header, signature } = file.signatures[i];
    await verify(`${header}.${file.payload}.${signature}`, x, typ);
  }
  let prev = batch.first === 1 ? sha256(batch.certificates[0]) : batch.prev;
  for (const [i, entry] of batch.records.entries()) {
    if (typeof entry !== "string") {
      prev = null;
      continue;
    }
    const payload = await verify(entry, certificate.key, "inkseal-record+jws");
    const record = parse(payload);
    need(record.seq === batch.first + i && (prev === null || record.prev === prev), `record ${batch.first + i}`);
    prev = sha256(payload);
  }
  need(prev === null || prev === batch.head, "the end");
  return `good, records ${batch.first} to ${batch.first + batch.count - 1}`;
}

const [cardPath, ...files] = process.argv.slice(2);
const card = JSON.parse(readFileSync(cardPath, "utf8"));
// What docs/format.md warns of: the library's own verification is content when one of the signatures holds.
const lenient = process.env.LENIENT === "1";
for (const name of files) {
  try {
    const file = JSON.parse(readFileSync(name, "utf8"));
    const root = await importJWK(jwk(card.root), "Ed25519");
    const found = lenient ? (await generalVerify(file, root)) && "accepted" : await check(file, card);
    console.log(`${name}: ${found}`);
  } catch (error) {
    console.log(`${name}: WRONG: ${error.message}`);
  }
}
