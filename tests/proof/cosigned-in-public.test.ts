/**
 * A checkpoint of a public log (a staging log of Certificate Transparency) as it and four public witnesses signed it, with the keys that they
 * publish: tlog-checkpoint, Ed25519 signatures of signed-note and `cosignature/v1`, made by others' programs.
 */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { verifyEd25519 } from '../../src/archive/log/digests.ts';
import { parseCheckpoint } from '../../src/proof/checkpoint.ts';
import { cosignatureVerifier, cosignedAt } from '../../src/proof/cosignature.ts';
import { COSIGNATURE, noteVerifier, openNote, parseKey } from '../../src/proof/note.ts';

const NOTE = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`;

const KEYS = [
  'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f',
  'transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM',
  'witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO',
  'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
  'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv',
];

const hash = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const verifiers = KEYS.map((text) => {
  const key = parseKey(hash, text);
  if (key === undefined) throw new Error(text);
  return (key.type === COSIGNATURE ? cosignatureVerifier : noteVerifier)(key, verifyEd25519);
});

it('holds for the log and every witness, and for none of them once a digit is another', () => {
  const opened = openNote(NOTE, verifiers);
  if (opened.state !== 'verified') throw new Error(opened.state);
  expect(opened.by.map(({ name }) => name)).toEqual(KEYS.map((text) => text.split('+')[0]));
  expect(opened.by.map(({ bytes }) => cosignedAt(bytes))).toEqual([undefined, ...Array(4).fill(1_779_573_024)]);
  // The signature of the first kind, of RFC 6962, is none that is known here.
  expect(opened.others).toHaveLength(1);
  expect(parseCheckpoint(opened.text)).toMatchObject({ size: 1_432_088_532, extensions: [] });
  const forged = NOTE.replace('1432088532', '1432088533');
  expect(verifiers.map((one) => openNote(forged, [one]).state)).toEqual(KEYS.map(() => 'forged'));
});
