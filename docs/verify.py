#!/usr/bin/env python3
"""Verifies Inkseal batches with joserfc and Python's own library, and no line of Inkseal's.

    pip install joserfc
    python3 verify.py --office inkseal-office.json FILE...

Prints a line for each file and ends with 0 when all of them are good. Each file is checked by itself; what is between files is said
by the head and the prev of each. What it checks, and why, stands in format.md.
"""
import argparse
import base64
import hashlib
import json
import sys

from joserfc import jws
from joserfc.jwk import OKPKey

BATCH_MEMBERS = {"v", "kiosk", "office", "mode", "first", "count", "prev", "head", "certificates", "documents",
                 "exported_at", "exported_by", "records"}


class Wrong(Exception):
    """What is wrong with a file, in words."""


def need(holds, what):
    if not holds:
        raise Wrong(what)


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    """Strict: no padding, no foreign characters, one spelling only."""
    need(isinstance(text, str) and text.isascii(), "not base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    need(b64(data) == text, "not canonical base64url")
    return data


def sha256(data):
    return b64(hashlib.sha256(data).digest())


def once(pairs):
    need(len(dict(pairs)) == len(pairs), "a member stands there twice")
    return dict(pairs)


def read(data):
    return json.loads(data.decode(), object_pairs_hook=once)  # UTF-8 and nothing else: left alone, loads would guess


def kid(x):
    """RFC 7638 thumbprint of an Ed25519 key."""
    return sha256(b'{"crv":"Ed25519","kty":"OKP","x":"%s"}' % x.encode())


def verify(text, x, typ):
    """The payload of a compact JWS, once its signature holds under exactly this key and for exactly this type."""
    header = read(unb64(text.split(".")[0]))
    need(header == {"alg": "Ed25519", "kid": kid(x), "typ": typ}, f"the header of {typ} is not the one allowed")
    unb64(text.split(".")[2])
    key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": x})
    return jws.deserialize_compact(text, key, algorithms=["Ed25519"]).payload


def kiosk_of(batch):
    """The kiosk's public key and the certificate that says so, under the office's root."""
    for text in batch["certificates"]:
        certificate = read(verify(text, batch["office"]["root"], "inkseal-certificate+jws"))
        if kid(certificate["key"]) == batch["kiosk"]:
            need(certificate["office"] == kid(batch["office"]["root"]), "the certificate is for another office")
            need("practice" not in certificate, "the certificate is for practice")
            return certificate["key"], text
    raise Wrong("no certificate names the kiosk's key")


def check_records(batch, key):
    """Every record under the kiosk's key, each following from the one before it. Gives what the kiosk says it could not read."""
    unread = []
    seq, prev = batch["first"], batch["prev"]
    listed = {document["sha256"] for document in batch["documents"]}
    need(len(batch["records"]) == batch["count"] > 0, "not as many records as announced")
    for entry in batch["records"]:
        if isinstance(entry, dict):  # damaged or missing on the tablet, as the kiosk itself says
            need(entry["seq"] == seq, f"record {seq} is not in its place")
            unread.append(f"{seq} {'damaged' if 'damaged' in entry else 'missing'}")
            prev = None
        else:
            payload = verify(entry, key, "inkseal-record+jws")
            record = read(payload)
            need(record["seq"] == seq and record["kiosk"] == batch["kiosk"], f"record {seq} is not in its place")
            need(prev in (None, record["prev"]), f"record {seq} does not follow from the one before it")
            shown = {document["sha256"] for document in record["body"].get("documents", [])}
            need(shown <= listed, f"record {seq} names a document that is not listed")
            prev = sha256(payload)
        seq += 1
    need(prev in (None, batch["head"]), "the last record is not the one announced")
    return unread


def check(data, card):
    """Raises Wrong, or an error of the libraries, unless everything holds."""
    file = read(data)
    need(set(file) <= {"payload", "signatures", "about"}, "a member that does not belong there")
    batch = read(unb64(file["payload"]))
    need(set(batch) == BATCH_MEMBERS and batch["v"] == 1 and batch["mode"] == "plain", "not a batch of this format")
    need("practice" not in batch["office"] and "practice" not in card, "practice, not evidence")
    need(batch["office"] == card, "not the office of the card that was given")
    key, certificate = kiosk_of(batch)
    need(len(file["signatures"]) == 2, "a batch has two signatures: the kiosk's, then the office's")
    roles = [(key, "inkseal-batch-kiosk+jws"), (card["root"], "inkseal-batch-office+jws")]
    for signature, (x, typ) in zip(file["signatures"], roles):
        need(set(signature) == {"protected", "signature"}, "a signature has a member too many")
        verify(".".join([signature["protected"], file["payload"], signature["signature"]]), x, typ)
    need(batch["first"] > 1 or batch["prev"] == sha256(certificate.encode()), "record 1 does not start from the certificate")
    for document in batch["documents"]:
        need("text" not in document or sha256(document["text"].encode()) == document["sha256"], "a document's text was changed")
    unread = check_records(batch, key)
    said = f"good, records {batch['first']} to {batch['first'] + batch['count'] - 1}"
    return f"{said}; on the tablet: {', '.join(unread)}" if unread else said


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--office", required=True)
    arguments.add_argument("files", nargs="+")
    given = arguments.parse_args()
    with open(given.office, "rb") as file:
        card = read(file.read())
    wrong = False
    for name in given.files:
        try:
            with open(name, "rb") as file:
                print(f"{name}: {check(file.read(), card)}")
        except Exception as error:  # whatever a hostile file can raise, the file is not good
            wrong = True
            print(f"{name}: WRONG: {error or type(error).__name__}")
    sys.exit(wrong)


if __name__ == "__main__":
    main()
