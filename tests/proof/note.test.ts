/** Signed notes, cosignatures, checkpoints and proofs as text: the vectors of Go's `sumdb/note`, C2SP and transparency-dev/formats. */
import { createHash, createPrivateKey, createPublicKey, sign as signWith, verify as verifyWith } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, toHex } from '../../src/proof/bytes.ts';
import { canonicalJson, type Json } from '../../src/proof/canonical.ts';
import { checkpointText, parseCheckpoint } from '../../src/proof/checkpoint.ts';
import { cosign, cosignatureVerifier, cosignedAt } from '../../src/proof/cosignature.ts';
import {
  COSIGNATURE,
  formatNote,
  keyText,
  noteKey,
  noteVerifier,
  openNote,
  parseKey,
  parseNote,
  signature,
} from '../../src/proof/note.ts';
import { parseProof, proofText } from '../../src/proof/tlog-proof.ts';

const hash = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const base64 = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array();

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const verify = (key: Uint8Array, message: Uint8Array, made: Uint8Array): boolean =>
  verifyWith(null, message, createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' }), made);
const signer = (seed: Uint8Array) => {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  return { publicKey: new Uint8Array(publicKey), sign: (m: Uint8Array) => new Uint8Array(signWith(null, m, key)) };
};

const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const PETER_SECRET = base64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz').slice(1);
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_SIG =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_SIG =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

const keyOf = (text: string) => {
  const key = parseKey(hash, text);
  if (key === undefined) throw new Error(`no key: ${text}`);
  return key;
};
const peter = noteVerifier(keyOf(PETER), verify);
const enoch = noteVerifier(keyOf(ENOCH), verify);

describe('keys', () => {
  it('are read as they are written, and not when any part of them is changed', () => {
    expect(keyText(keyOf(PETER))).toBe(PETER);
    for (let at = 0; at < PETER.length; at += 1) {
      const next = String.fromCharCode(PETER.charCodeAt(at) + 1);
      expect(parseKey(hash, PETER.slice(0, at) + next + PETER.slice(at + 1))).toBeUndefined();
      expect(parseKey(hash, PETER.slice(0, at))).toBeUndefined();
    }
  });
  it.each([
    'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
    'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    'bananas.sigstore.dev+12344556',
    'rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!',
    'rekor.sigstore.dev+12345678+AwEB',
  ])('%s is none', (text) => expect(parseKey(hash, text)).toBeUndefined());
  it('of a witness have a type of their own', () => {
    const witness = keyOf('remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2');
    expect(witness.type).toBe(COSIGNATURE);
  });
});

describe('signed notes', () => {
  it("are signed as Go's", () => {
    const { publicKey, sign } = signer(PETER_SECRET);
    const key = noteKey(hash, 'PeterNeumann', publicKey);
    expect(keyText(key)).toBe(PETER);
    expect(formatNote({ text: TEXT, signatures: [signature(key, TEXT, sign)] })).toBe(`${TEXT}\n${PETER_SIG}`);
  });
  it('unknown signatures are ignored, known ones are all checked', () => {
    const both = `${TEXT}\n${PETER_SIG}${ENOCH_SIG}`;
    expect(openNote(both, [peter])).toMatchObject({ state: 'verified', text: TEXT, by: [{ name: 'PeterNeumann' }] });
    const opened = openNote(both, [peter, enoch]);
    expect(opened).toMatchObject({ state: 'verified', by: [{ id: 'c74f20a3' }, { id: 'af0cfe78' }], others: [] });
    expect(openNote(both, [])).toEqual({ state: 'unsigned' });
    expect(openNote(both.replace('answer', 'Answer'), [peter])).toEqual({ state: 'forged' });
  });
  it('a signature counts once, and one too many is no note', () => {
    const twice = openNote(`${TEXT}\n${PETER_SIG}${PETER_SIG}${ENOCH_SIG}${ENOCH_SIG}`, [peter]);
    expect(twice).toMatchObject({ by: [{ name: 'PeterNeumann' }], others: [{ name: 'EnochRoot' }] });
    expect(openNote(`${TEXT}\n${PETER_SIG.repeat(101)}`, [peter])).toEqual({ state: 'malformed' });
  });
  it.each([
    TEXT,
    `${TEXT}\n`,
    `${TEXT}\n${PETER_SIG.slice(0, -1)}`,
    `\u0001${TEXT}\n${PETER_SIG}`,
    `${TEXT}\n${PETER_SIG.replace('PeterNeumann', 'Bad Name')}`,
    `${TEXT}\n${PETER_SIG}Unexpected line.\n`,
    '\n— PeterNeumann x08g\n',
  ])('%j is none', (note) => expect(parseNote(note)).toBeUndefined());
});

/** The log of the examples of tlog-checkpoint and tlog-cosignature. */
const SOFA = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
const COSIGNED = `${SOFA}
— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;

describe('checkpoints and cosignatures', () => {
  it('the example is read as it is written', () => {
    const parsed = parseCheckpoint(SOFA);
    expect(parsed).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163, extensions: [] });
    if (parsed) expect(checkpointText(parsed)).toBe(SOFA);
    expect(parseNote(COSIGNED)?.text).toBe(SOFA);
    expect(cosignedAt(parseNote(COSIGNED)?.signatures[1]?.bytes ?? new Uint8Array())).toBe(1679315147);
  });
  it.each([
    'example.com\n020852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'example.com\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n',
    'example.com\n1\nCsUY\n',
    '\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'example.com\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'example.com\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
  ])('%j is no checkpoint', (text) => expect(parseCheckpoint(text)).toBeUndefined());
  it('the time of a published cosignature', () => {
    const made = base64(
      'ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==',
    );
    expect(cosignedAt(made.slice(4))).toBe(1727964367);
    expect(cosignedAt(made.slice(4, -1))).toBeUndefined();
  });
  it('a cosignature holds for its text and its time, extension lines included, and is none of the plain key', () => {
    const { publicKey, sign } = signer(PETER_SECRET);
    const [key, plain] = [noteKey(hash, 'w', publicKey, COSIGNATURE), noteKey(hash, 'w', publicKey)];
    const text = `${SOFA}Extendo\n`;
    const made = cosign(key, text, 1_700_000_000, sign);
    const note = formatNote({ text, signatures: [made] });
    const verifier = cosignatureVerifier(key, verify);
    expect(openNote(note, [verifier])).toMatchObject({ state: 'verified', by: [{ name: 'w' }] });
    expect(openNote(note.replace('Extendo', 'Extenda'), [verifier])).toEqual({ state: 'forged' });
    expect(openNote(note, [noteVerifier(plain, verify)])).toEqual({ state: 'unsigned' });
    const later = { ...made, bytes: Uint8Array.from(made.bytes, (byte, n) => (n === 7 ? byte ^ 1 : byte)) };
    expect(openNote(formatNote({ text, signatures: [later] }), [verifier])).toEqual({ state: 'forged' });
  });
});

describe('tlog-proof', () => {
  const [h1, h2] = ['hash1', 'hash2'].map((one) => hash(new TextEncoder().encode(one))) as [Uint8Array, Uint8Array];
  const extra = new TextEncoder().encode('extra information');
  it.each([
    [
      { index: 5, hashes: [h1, h2], checkpoint: 'test checkpoint\n' },
      `index 5\n${toBase64(h1)}\n${toBase64(h2)}\n\ntest checkpoint\n`,
    ],
    [
      { extra, index: 10, hashes: [h1], checkpoint: 'checkpoint data\n' },
      `extra ${toBase64(extra)}\nindex 10\n${toBase64(h1)}\n\ncheckpoint data\n`,
    ],
    [{ index: 0, hashes: [], checkpoint: 'checkpoint\n' }, 'index 0\n\ncheckpoint\n'],
  ])('is written and read as published: %#', (proof, text) => {
    expect(proofText(proof)).toBe(`c2sp.org/tlog-proof@v1\n${text}`);
    expect(parseProof(`c2sp.org/tlog-proof@v1\n${text}`)).toEqual(proof);
  });
  it.each([
    'wrong-header\nindex 0\n\ncheckpoint\n',
    'c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n',
    'c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n',
    'c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n',
    'c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n',
    'c2sp.org/tlog-proof@v1\nindex 05\n\ncheckpoint\n',
    'c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n',
    `c2sp.org/tlog-proof@v1\nindex 0\n${toBase64(new Uint8Array(64))}\n\ncheckpoint\n`,
    'c2sp.org/tlog-proof@v1\n',
  ])('%j is none', (text) => expect(parseProof(text)).toBeUndefined());
});

describe('canonical JSON', () => {
  it('sorts as the example of RFC 8785, section 3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const order = ['Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign'];
    const all = [...order, 'Emoji: Grinning Face', 'Hebrew Letter Dalet With Dagesh'];
    expect(Object.values(JSON.parse(canonicalJson(value)) as object).toSorted()).toEqual(all.toSorted());
    const written = canonicalJson(value);
    expect(all.map((one) => written.indexOf(one))).toEqual(
      all.map((one) => written.indexOf(one)).toSorted((a, b) => a - b),
    );
  });
  it('writes the example of section 3.2.2', () => {
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    ) as Json;
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });
  it('whatever the order of keys, and what has no bytes is refused', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer()), (value) => {
        expect(canonicalJson(Object.fromEntries(Object.entries(value).toReversed()))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 50 },
    );
    expect(() => canonicalJson('\ud800')).toThrow(RangeError);
    expect(() => canonicalJson(Number.NaN)).toThrow(RangeError);
  });
});

it('Base 64 is that of Node, and nothing else is read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(toBase64(bytes)).toBe(text);
      expect(toHex(fromBase64(text) ?? new Uint8Array(1))).toBe(Buffer.from(bytes).toString('hex'));
      if (text !== '') expect(fromBase64(text.slice(0, -1))).toBeUndefined();
    }),
    { numRuns: 100 },
  );
  for (const text of ['QQ', 'QR==', 'QQ=', 'Q Q=', 'QQ==\n', '-_-_']) expect(fromBase64(text)).toBeUndefined();
});
