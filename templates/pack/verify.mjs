/**
 * 查验包的命令行查验。用法：
 *   node verify.mjs [文件夹] [--checkpoint 校验点或文件] [--key 日志公钥] [--sm3] [--json]
 *   node verify.mjs [文件夹] --document 文档编号 [--key 日志公钥]
 *
 * Checks an audit pack with Node 18.17 or later and nothing else: no network, no packages. Written apart from the page (verify.html), with
 * which it shares no code, so that one can be held against the other. Exit code: 0 nothing is wrong, 1 something is, 2 it could not be checked.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const hexOf = (algorithm, ...parts) => parts.reduce((hash, part) => hash.update(part), createHash(algorithm)).digest('hex');
const sha256 = (...parts) => Buffer.from(hexOf('sha256', ...parts), 'hex');
const [day, minute] = [10, 16].map((length) => (instant) => instant.slice(0, length).replace('T', ' '));
/** Strict: what another text would also say is refused. */
const base64 = (text) => (Buffer.from(text, 'base64').toString('base64') === text ? Buffer.from(text, 'base64') : null);
const utf8 = (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const json = (bytes) => {
  try {
    return JSON.parse(utf8(bytes));
  } catch {} // what is no JSON has nothing to say
  return null;
};
const leafHash = (entry) => sha256(Buffer.of(0), entry);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
/** Where RFC 6962 splits so many leaves: the largest power of two below. */
const splitOf = (count) => 2 ** Math.ceil(Math.log2(count) - 1);
/** The tree of leaves, by its definition; what was hashed once is kept. */
function openTree(leaves) {
  const kept = new Map();
  const span = (from, to) => {
    if (to - from === 1) return leaves[from];
    const middle = from + splitOf(to - from);
    const key = `${from} ${to}`;
    if (!kept.has(key)) kept.set(key, nodeHash(span(from, middle), span(middle, to)));
    return kept.get(key);
  };
  return { leaves, span, size: leaves.length, root: (size) => (size === 0 ? sha256() : span(0, size)) };
}
/** The root that a leaf leads to by its proof; null when the proof has another length. */
function rootByProof(leaf, index, size, proof) {
  const walk = (left, from, to) => {
    if (to - from === 1) return left === 0 ? leaf : null;
    const middle = from + splitOf(to - from);
    const inside = left === 0 ? null : index < middle ? walk(left - 1, from, middle) : walk(left - 1, middle, to);
    if (inside === null) return null;
    return index < middle ? nodeHash(inside, proof[left - 1]) : nodeHash(proof[left - 1], inside);
  };
  return index < size ? walk(proof.length, 0, size) : null;
}
/** A signed note: its text, and signatures by name, id of the key and bytes. */
function parseNote(note) {
  const split = note.lastIndexOf('\n\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a note may not contain
  if (split < 1 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return null;
  const signatures = [];
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const [, name, text = ''] = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line) ?? [];
    const bytes = base64(text);
    if (name === undefined || bytes === null || bytes.length < 5) return null;
    signatures.push({ name, id: bytes.subarray(0, 4).toString('hex'), bytes: bytes.subarray(4) });
  }
  return { text: note.slice(0, split + 1), signatures };
}
/** The lines of a checkpoint: name of the log, entries, root. */
function parseCheckpoint(text = '') {
  const [origin, count, hash = '', ...rest] = text.slice(0, -1).split('\n');
  const root = base64(hash);
  if (!text.endsWith('\n') || !origin || root?.length !== 32 || rest.includes('')) return null;
  return /^(?:0|[1-9]\d{0,14})$/.test(count) ? { origin, size: Number(count), root } : null;
}
const headOf = (note) => parseCheckpoint(parseNote(note)?.text);
/** `name+id+base64 of type and key`; the id is the beginning of a hash of the rest. */
function parseKey(text) {
  const [, name, id, rest = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text) ?? [];
  const bytes = base64(rest);
  if (bytes?.length !== 33 || ![1, 4].includes(bytes[0]) || hexOf('sha256', `${name}\n`, bytes).slice(0, 8) !== id) return null;
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { text, name, id, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}
const signatureBy = (note, key) => parseNote(note)?.signatures.find(({ name, id }) => name === key?.name && id === key?.id)?.bytes;
const isRight = (text, key, bytes) => bytes !== undefined && verify(null, Buffer.from(text), key.key, bytes);
const isSigned = (note, key) => isRight(parseNote(note)?.text, key, signatureBy(note, key));
/** Entries of a bundle, each behind its length in two bytes; null when the last one is cut short. */
function parseBundle(bytes) {
  const entries = [];
  let at = 0;
  for (; at + 2 <= bytes.length; at += 2 + bytes.readUInt16BE(at)) entries.push(bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)));
  return at === bytes.length ? entries : null;
}
/** Tiles of a log of so many entries, hashes by level and the entries: `log/tile/0/x001/234.p/7`. */
function tilesOf(size) {
  const rows = [['entries', size]];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / 256)) rows.push([level, count]);
  const tile = (level, index, width) => {
    const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
    const path = `log/tile/${level}/${digits.replace(/\d{3}(?=\d)/g, 'x$&/')}${width < 256 ? `.p/${width}` : ''}`;
    return { level, index, width, path };
  };
  const row = ([level, count]) => Array.from({ length: Math.ceil(count / 256) }, (_, n) => tile(level, n, Math.min(256, count - n * 256)));
  return rows.flatMap(row);
}
/** The proof of an entry: the entry, its place, hashes, and the checkpoint. */
function parseProof(text) {
  const split = text.indexOf('\n\n');
  const [first, extra = '', place = '', ...lines] = text.slice(0, split).split('\n');
  const entry = base64(extra.slice('extra '.length));
  const index = /^index (0|[1-9]\d*)$/.exec(place)?.[1];
  const hashes = lines.map(base64);
  if (first !== 'c2sp.org/tlog-proof@v1' || !extra.startsWith('extra ') || !entry || index === undefined) return null;
  return hashes.some((one) => one?.length !== 32) ? null : { entry, index: Number(index), hashes, checkpoint: text.slice(split + 2) };
}
/** An entry, if it has what its type has. */
const parseEntry = (bytes) => {
  const entry = json(bytes);
  const needed = ['type', 'at', ...(entry?.type === 'KEY-ROTATE' ? ['key'] : isIssue(entry) ? ['number', 'path'] : [])];
  return needed.every((key) => typeof entry?.[key] === 'string') && (!isIssue(entry) || Array.isArray(entry.outputs)) ? entry : null;
};
const isIssue = (entry) => entry?.type === 'ISSUE' || entry?.type === 'REVISE';
class Unreadable extends Error {}
/** Each wrong thing once: what lies in a named folder is named; the list alone can be wrong in many places. */
function openReport() {
  const [problems, cautions, notes, named] = [[], [], [], new Set()];
  const say = (property, where, message) => {
    const isKnown = isTold(where) && (where !== 'pack.json' || problems.some((one) => one.message === message));
    if (!isKnown) problems.push({ property, where, message });
    named.add(where);
  };
  const isTold = (path) => upwards(path).some((one) => named.has(one));
  return { problems, cautions, notes, say, isTold, settle: (path) => named.add(path) };
}
/** A path and the folders that it lies in. */
const upwards = (path = '') => path.split('/').map((_, n, all) => all.slice(0, n + 1).join('/'));
/** The log against itself. @returns its files; entries and tree where it can be read; sound: root and signature are right */
function checkLog(folder, pack, { say }) {
  const below = [...folder.paths].filter((path) => path.startsWith('log/'));
  const note = folder.has('log/checkpoint') ? utf8(folder.read('log/checkpoint')) : null;
  const head = note === null ? null : headOf(note);
  if (note === null) say('完整性', 'log/checkpoint', '缺少文件');
  else if (head === null) say('可用性', 'log/checkpoint', '校验点不可读');
  if (head === null) return { files: below, sound: false };
  const tiles = tilesOf(head.size);
  const files = ['log/checkpoint', ...tiles.map(({ path }) => path), ...below.filter((path) => COSIGNED.test(path))];
  for (const tile of tiles) tile.bytes = folder.has(tile.path) ? folder.read(tile.path) : say('完整性', tile.path, '缺少文件');
  const raw = [];
  for (const { path, width, bytes } of tiles.filter(({ level, bytes }) => level === 'entries' && bytes !== undefined)) {
    const entries = parseBundle(bytes);
    if (entries?.length === width) raw.push(...entries);
    else say('可用性', path, '存证条目文件不可读');
  }
  if (raw.length !== head.size) return { files, sound: false };
  const log = { files, note, head, raw, tree: openTree(raw.map(leafHash)), entries: raw.map(parseEntry), sound: false };
  const bundleOf = (index) => tiles.find((tile) => tile.level === 'entries' && tile.index === Math.floor(index / 256)).path;
  const agrees = checkTiles(tiles, log, bundleOf, say);
  if (pack.log.size !== head.size || pack.log.root !== head.root.toString('base64') || pack.log.origin !== head.origin)
    say('真实性', 'pack.json', '清单所写的存证日志与校验点不一致');
  log.reigns = log.entries.flatMap((entry, from) => (entry?.type === 'KEY-ROTATE' ? [{ from, entry, key: parseKey(entry.key) }] : []));
  log.sound = agrees && checkKeys(pack, log, bundleOf, say);
  return log;
}
const COSIGNED = /^log\/cosigned\/([0-9a-f]{8})\.(?:note|key)$/;
/** Entries give the root, and tiles give the entries. */
function checkTiles(tiles, { tree, head, entries }, bundleOf, say) {
  const held = tiles.filter(({ level, bytes }) => level !== 'entries' && bytes !== undefined);
  if (tree.root(head.size).equals(head.root)) {
    for (const { level, index, width, path, bytes } of held) {
      const step = 256 ** level;
      const own = Array.from({ length: width }, (_, n) => tree.span((index * 256 + n) * step, (index * 256 + n + 1) * step));
      if (!bytes.equals(Buffer.concat(own))) say('真实性', path, '存证日志的哈希与条目不一致');
    }
    const unread = entries.indexOf(null);
    if (unread !== -1) say('真实性', bundleOf(unread), `存证条目第 ${unread + 1} 条不是规范格式`);
    return unread === -1;
  }
  // By the leaves that the tiles hold, either entries or the checkpoint are wrong.
  const leaves = held.filter(({ level }) => level === 0).flatMap(({ bytes }) => bytes.toString('hex').match(/.{64}/g) ?? []);
  const told = openTree(leaves.map((leaf) => Buffer.from(leaf, 'hex')));
  if (told.size !== head.size || !told.root(head.size).equals(head.root)) say('真实性', 'log/checkpoint', `校验点的根与存证条目不一致（${head.size} 条）`);
  else
    for (const [n, leaf] of told.leaves.entries())
      if (!leaf.equals(tree.leaves[n])) say('真实性', bundleOf(n), `存证条目第 ${n + 1} 条与已签名的根不一致，被改动`);
  return false;
}
/** Keys follow one another in the entries, and the one that reigns signed the checkpoint. */
function checkKeys(pack, log, bundleOf, say) {
  const { reigns, entries, note, head } = log;
  if (reigns[0]?.from !== 0 || reigns[0].entry.previous !== null) say('真实性', 'log/checkpoint', '存证日志没有以密钥条目开头');
  for (const [n, { from, entry }] of reigns.entries())
    if (n > 0 && entry.previous !== reigns[n - 1].entry.key) say('真实性', bundleOf(from), `存证条目第 ${from + 1} 条更换密钥，所写的前一密钥不是此前的密钥`);
  if (reigns.map(({ entry }) => entry.key).join('\n') !== pack.log.keys.join('\n')) say('真实性', 'pack.json', '清单所写的密钥与存证日志的密钥条目不一致');
  const lastSigning = entries.map(({ type }) => type).lastIndexOf('HEAD', -2) + 1;
  if (isSignedFor(log, note, head.size, lastSigning)) return true;
  say('真实性', 'log/checkpoint', '校验点没有日志密钥的有效签名');
  return false;
}
/** By the key that reigns at that size, and by the one before it when it took over in this very signing. */
function isSignedFor({ reigns }, note, size, since) {
  const [last, before] = reigns.filter(({ from }) => from < size).reverse();
  const isHandedOver = before !== undefined && last.from >= since && last.entry.lost !== true;
  return last !== undefined && isSigned(note, last.key) && (!isHandedOver || isSigned(note, before.key));
}
const continues = ({ tree, head }, other) =>
  other !== null && other.origin === head.origin && other.size <= tree.size && tree.root(other.size).equals(other.root);
/** What was issued is here as it was issued, and nothing else is. */
function checkDocuments(state) {
  const { pack, log, isGone, say } = state;
  const issued = new Map();
  for (const [index, entry] of log.entries.entries()) {
    if (!isIssue(entry)) continue;
    if (issued.has(entry.number)) say('真实性', `documents/${entry.number}`, '编号在存证日志中签发了两次');
    issued.set(entry.number, { entry, index });
  }
  const known = new Set();
  for (const document of pack.documents) {
    const { number } = document;
    if (known.has(number)) say('真实性', 'pack.json', `文档 ${number} 列了两次`);
    known.add(number);
    const { entry, index } = issued.get(number) ?? {};
    if (entry === undefined) say('真实性', `documents/${number}`, '存证日志中没有它的签发条目：不是签发的文档，或尚未签名');
    else for (const check of [checkOutputs, checkFields, checkProof]) check(state, document, entry, index);
  }
  for (const [number, { entry, index }] of pack.whole ? issued : []) {
    const days = [day(entry.at), /\/(\d{4}-\d\d-\d\d)[^/]*\/r\d+$/.exec(entry.path)?.[1] ?? ''];
    if (days.some((one) => one >= pack.from && one <= pack.to) && !known.has(number) && !isGone(entry.path))
      say('完整性', `documents/${number}`, `存证日志第 ${index + 1} 条登记了它的签发（${entry.path}），包内没有：被扣留或删去`);
  }
}
function checkOutputs(state, { number, files }, entry) {
  const { folder, digests, isGone, say } = state;
  for (const output of entry.outputs) {
    const path = `documents/${number}/${output.path}`;
    const own = digests.get(path);
    const listed = files.find((one) => one.path === path && one.sha256 === output.sha256);
    if (!folder.has(path)) isGone(`${entry.path}/${output.path}`) || say('完整性', path, '缺少文件');
    else if (own?.sha256 === output.sha256) own.sm3 === undefined || own.sm3 === output.sm3 || say('真实性', path, '内容与签发时登记的不一致（SM3 不同）');
    else if (own && !(listed && isAppended(state, path, listed))) say('真实性', path, '内容与签发时登记的不一致（SHA-256 不同）');
  }
  for (const { path } of files)
    if (!entry.outputs.some((output) => path === `documents/${number}/${output.path}`)) say('真实性', path, '不是签发时的文件：存证条目中没有它');
}
/** Begins with the issued PDF and goes on. Whether with a signature alone is a question of its own, which the page answers. */
function isAppended({ folder, cautions, say, settle }, path, { size, sha256: issued }) {
  const bytes = folder.read(path);
  if (!path.endsWith('.pdf') || bytes.length <= size || hexOf('sha256', bytes.subarray(0, size)) !== issued) return false;
  const ranges = [
    ...bytes
      .subarray(size)
      .toString('latin1')
      .matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/g),
  ].map((found) => found.slice(1).map(Number));
  const isSealed = ranges.some(([from, length, again, rest]) => from === 0 && length >= size && again >= length && again + rest <= bytes.length);
  if (!isSealed) say('真实性', path, '原件之后另有改动：其中没有覆盖签发内容的签名');
  else cautions.push(`${path} 以签发的原件开头，其后有追加的内容：是否只是电子签章，用 verify.html 查看`);
  settle(path);
  return true;
}
const isVoid = (log, archived) => log.entries.some((one) => one.type === 'VOID' && `/${archived}`.endsWith(voidPlace(one)));
const voidPlace = ({ path, obligation, period, revision }) => `/${revision ? `${obligation}/${period}/r${revision}` : path}`;
/** What the list says of a document, by the manifest that was issued with it. */
function checkFields({ folder, digests, manifests, log, say }, document, entry) {
  const { number, archived, proof, clauses } = document;
  const wrong = (field) => say('真实性', 'pack.json', `文档 ${number} 的“${field}”与文档自己的清单不一致`);
  if (archived !== entry.path) wrong('归档位置');
  if (proof !== `proofs/${number}.tlog-proof`) wrong('证明');
  if (isVoid(log, archived) !== document.state.startsWith('已作废'))
    say('真实性', 'pack.json', `文档 ${number} 的作废标记与存证日志的作废条目不一致：漏标、误标，或尚未签名`);
  const path = `documents/${number}/manifest.json`;
  const output = entry.outputs.find((one) => one.path === 'manifest.json');
  if (output === undefined || digests.get(path)?.sha256 !== output.sha256) return;
  const manifest = json(folder.read(path)) ?? {};
  manifests.set(number, manifest);
  const instant = (value) => Date.parse(value) || value;
  for (const [key, field] of Object.entries(FIELDS)) if (manifest[key] !== undefined && manifest[key] !== document[key]) wrong(field);
  // Issued in time it may have been handed over late, of which its manifest knows nothing.
  if (manifest.late === true && document.late !== true) wrong('逾期');
  if (manifest.dueAt !== undefined && instant(manifest.dueAt) !== instant(document.dueAt)) wrong('应交时间');
  if (manifest.times?.issued !== undefined && instant(manifest.times.issued) !== instant(document.issuedAt)) wrong('签发时间');
  if (Array.isArray(manifest.clauses) && manifest.clauses.join() !== clauses.map(({ id }) => id).join()) wrong('条款');
}
const FIELDS = { number: '编号', title: '名称', obligation: '交付物', periodText: '期间', from: '起始日', to: '截止日', revision: '版次' };
/** Its proof is of this entry, under a checkpoint that the log continues and its key signed. */
function checkProof({ folder, log, heads, say }, { proof: path }, _, index) {
  const proof = folder.has(path) ? parseProof(utf8(folder.read(path))) : say('完整性', path, '缺少文件');
  if (proof === undefined) return;
  const [note, head] = [proof?.checkpoint, headOf(proof?.checkpoint ?? '')];
  if (!heads.has(note)) heads.set(note, continues(log, head) && isSignedFor(log, note, head.size, head.size));
  const isEntry = proof?.index === index && proof.entry.equals(log.raw[index]) && heads.get(note);
  if (!isEntry || !rootByProof(log.tree.leaves[index], index, head.size, proof.hashes)?.equals(head.root)) say('真实性', path, '存证证明与存证日志不一致');
}
/** Records by their salted digests; evidence and signed copies by what the log, or a record that is right, says of them. */
function checkRecords(state) {
  const { folder, pack, log, digests, say } = state;
  const held = log.entries.filter((entry) => entry.path !== undefined && entry.sha256 !== undefined);
  const plain = new Set(held.filter(({ salted }) => salted !== true).map((entry) => entry.sha256));
  const [byPath, told] = [new Map(), new Map()];
  for (const entry of held) byPath.set(entry.path, [...(byPath.get(entry.path) ?? []), entry]);
  for (const { path, logged, salt } of pack.records.filter((one) => digests.has(one.path))) {
    const [bytes, entries] = [folder.read(path), byPath.get(logged) ?? []];
    if (!entries.some((entry) => isHeld(bytes, salt, entry, state.sm3)))
      say('真实性', path, entries.length > 0 ? '与存证条目不一致：登记之后被改动，或尚未签名' : '存证日志中没有它：登记之后补插的，或尚未签名');
    else for (const [digest] of utf8(bytes).matchAll(/\b[0-9a-f]{64}\b/g)) if (logged.startsWith('records/') || !told.has(digest)) told.set(digest, logged);
  }
  const copies = [...pack.evidence, ...pack.documents.flatMap(({ signed }) => signed)];
  const isKnown = (path, own = digests.get(path)?.sha256) => plain.has(own) || told.has(own);
  for (const { path } of copies) if (digests.has(path) && !isKnown(path)) say('真实性', path, '存证日志和依据记录中都没有它的校验值：替换的，或尚未签名');
  for (const { files, signed } of pack.documents) {
    const issued = files.find(({ path }) => path.endsWith('.pdf'));
    for (const { path } of issued === undefined ? [] : signed) if (isKnown(path)) isAppended(state, path, issued);
  }
  checkWithheld(state, held, told, new Set(copies.flatMap((one) => [one.sha256, one.kept])));
}
/** What documents stand on and records list is here, or the list says why it is not. */
function checkWithheld({ folder, pack, manifests, isGone, say }, held, told, copies) {
  const isMissing = (text) => pack.missing.some(({ what, why }) => `${what}\n${why}`.includes(text));
  const records = new Set(pack.records.map((one) => one.sha256));
  const rowsOf = openLists(folder, say);
  for (const [number, { inputs }] of manifests)
    for (const { path, sha256: wanted } of Array.isArray(inputs) ? inputs : rowsOf(inputs?.lists ?? []))
      if (/^(?:records|contract)\//.test(path) && !records.has(wanted) && !isGone(path) && !isMissing(path))
        say('完整性', path, `文档 ${number} 的依据不在包内：被扣留或删去`);
  for (const { path } of held) {
    const digest = /^evidence\/.*?([0-9a-f]{64})[^/]*$/.exec(path)?.[1];
    if (told.get(digest)?.startsWith('records/') && !copies.has(digest) && !copies.has(path) && !isGone(path) && !isMissing(digest.slice(0, 12)))
      say('完整性', path, `${told.get(digest)} 所列的原件不在包内：被扣留或删去`);
  }
}
/** Rows of lists that manifests share, each list named by its digest; `0-2,7` are places in one. */
function openLists(folder, say) {
  const known = new Map();
  const readList = (name, path = `inputs/${name}.json`, bytes = folder.has(path) ? folder.read(path) : undefined) => {
    if (bytes !== undefined && hexOf('sha256', bytes) === name.slice(-64)) return json(bytes)?.files;
    return bytes === undefined ? say('完整性', path, '缺少文件') : say('真实性', path, '内容与名称中的校验值不一致');
  };
  const listOf = (name) => known.get(name) ?? known.set(name, readList(name) ?? []).get(name);
  const cut = (list, [from, to = from]) => list.slice(from, to + 1);
  return (lists) => lists.flatMap(({ list, rows }) => rows.split(',').flatMap((part) => cut(listOf(list), part.split('-').map(Number))));
}
/** Behind its salt, or as it is. */
function isHeld(bytes, salt, entry, withSm3) {
  const prefix = Buffer.from(entry.salted === true ? (salt ?? '') : '', 'hex');
  if (entry.salted === true && (prefix.length === 0 || prefix.toString('hex') !== salt)) return false;
  return ['sha256', ...(withSm3 ? ['sm3'] : [])].every((name) => hexOf(name, prefix, bytes) === entry[name]);
}
const LEFT = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$|^__MACOSX\//i; // what systems leave behind in a folder
const SAFE = /^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))[\x21-\x7e]{1,119}$/;
function openFolder(root) {
  const all = readdirSync(root, { recursive: true }).map((path) => path.replace(/\\/g, '/'));
  const paths = new Set(all.filter((path) => !LEFT.test(path) && statSync(join(root, path)).isFile()));
  return { paths, has: (path) => paths.has(path), read: (path) => readFileSync(join(root, path)) };
}
/** The list, if it has what is asked of it here. */
function readPack(folder) {
  if (!folder.has('pack.json')) throw new Unreadable('没有 pack.json：请给出解压后的查验包文件夹');
  const pack = json(folder.read('pack.json'));
  const areFiles = (list) => Array.isArray(list) && list.every((one) => typeof one?.path === 'string' && typeof one.sha256 === 'string');
  const isDocument = (one) => typeof one?.number === 'string' && areFiles(one.files) && areFiles(one.signed) && Array.isArray(one.clauses);
  const isWhole =
    pack?.kind === 'opsledger-pack' &&
    [1, 2, 3].includes(pack.schema) &&
    Array.isArray(pack.log?.keys) &&
    Array.isArray(pack.documents) &&
    Array.isArray(pack.missing);
  if (isWhole && [pack.records, pack.evidence, pack.others].every(areFiles) && pack.documents.every(isDocument)) return pack;
  throw new Unreadable('pack.json 不可读：文件损坏，请向提供方重新索取查验包');
}
/** The list against the folder. */
function checkFiles({ folder, pack, digests, isGone, log, say }) {
  const rows = [];
  for (const { number, archived, files, signed } of pack.documents)
    rows.push(...files.map((file) => [file, file.path.replace(`documents/${number}`, archived)]), ...signed.map((file) => [file]));
  rows.push(...pack.records.map((file) => [file, file.logged]), ...pack.evidence.map((file) => [file, file.kept]), ...pack.others.map((file) => [file]));
  const listed = new Map();
  for (const [file, kept] of rows) {
    const [other] = listed.get(file.path) ?? [];
    if (other && (other.sha256 !== file.sha256 || other.sm3 !== file.sm3)) say('真实性', 'pack.json', `文件 ${file.path} 列了两次，校验值不同`);
    listed.set(file.path, [file, kept]);
  }
  for (const [path, [file, kept]] of listed) {
    const own = digests.get(path);
    if (!SAFE.test(path)) say('安全性', path, '路径不合规：应为 ASCII、少于 120 个字符、不越出查验包');
    else if (!folder.has(path)) isGone(kept) || say('完整性', path, '缺少文件');
    else if (own && own.sha256 !== file.sha256) say('真实性', path, '内容与清单不一致（SHA-256 不同）');
    else if (own?.sm3 !== undefined && own.sm3 !== file.sm3) say('真实性', path, '内容与清单不一致（SM3 不同）');
    else if (own && own.size !== file.size) say('真实性', path, '大小与清单不一致');
  }
  const older = pack.schema === 1 ? [...pack.documents.map(({ proof }) => proof), ...log.files] : []; // of before they were listed, too
  const others = new Set(['pack.json', 'pack.sha256', 'pack.note', ...older]);
  for (const path of folder.paths) if (!listed.has(path) && !others.has(path)) say('真实性', path, '多出的文件，不在清单中');
}
/** The list against its plain digest: now as it is made, before as any tool writes it. */
function checkSum(folder, { schema }, digests, { say }) {
  if (!folder.has('pack.sha256')) return say('完整性', 'pack.sha256', '缺少文件');
  const form = schema === 1 ? /^([0-9a-f]{64}) [ *]pack\.json\r?\n?$/ : /^([0-9a-f]{64}) {2}pack\.json\n$/;
  const sum = form.exec(utf8(folder.read('pack.sha256')))?.[1];
  if (sum === undefined) say('可用性', 'pack.sha256', '不是 sha256sum 格式的校验值');
  else if (sum !== digests.get('pack.json')?.sha256) say('真实性', 'pack.json', '与 pack.sha256 不一致：清单被改动，或校验值文件被改动');
}
const UNSIGNED =
  '清单没有存证日志密钥的签名（制作的机器没有密钥，或签名被移走）：签收情况、双方名称、演示标记、期间、条款文字、应答、目录和查验说明没有证明，只是提供方的说法';
/** The list by its entry in the log; and under its key: one signature, and nothing beside it. */
function checkNote({ folder, pack, log, digests, say, problems, cautions, notes }, isSignedForm) {
  const tell = (message) => problems.some(({ where }) => where === 'pack.json') || say('真实性', 'pack.json', message);
  if (isEntered(folder, pack, log)) notes.push(...samePacks(pack, log));
  else tell('存证日志中没有这份清单的登记：清单（或其中的目录、查验说明、应答、签收情况）在制作之后被改动，即使重新签名');
  if (!folder.has('pack.note')) return isSignedForm ? say('完整性', 'pack.note', UNSIGNED) : cautions.push(UNSIGNED);
  const [note, key] = [utf8(folder.read('pack.note')), log.reigns.at(-1).key];
  const parsed = parseNote(note);
  const only =
    parsed && `${parsed.text}\n\u2014 ${key.name} ${Buffer.concat([Buffer.from(key.id, 'hex'), signatureBy(note, key) ?? Buffer.of()]).toString('base64')}\n`;
  if (only !== note || !isSigned(note, key)) return say('真实性', 'pack.note', '不是存证日志密钥对清单的签名：被改动，或由别的密钥签名');
  const text = `opsledger-pack/v1\nlog ${log.head.origin} ${log.tree.size}\nsha256 ${digests.get('pack.json')?.sha256}\n`;
  if (parsed.text !== text) tell('与存证日志密钥签过的清单不一致：清单在制作之后被改动');
}
function samePacks({ from, to }, { entries }) {
  const same = entries.filter((one) => one.type === 'PACK' && one.from === from && one.to === to);
  const times = same.map(({ at }) => minute(at)).join('、');
  return same.length < 2 ? [] : [`存证日志中登记过 ${same.length} 份 ${from} 至 ${to} 的查验包（${times}）：所说不同的，向提供方取另一份比较`];
}
/** The log has an entry of the list as it is written, but for the log in it; packs of before have none. */
function isEntered(folder, pack, { entries }) {
  if (pack.schema < 3 && entries.at(-1).packs !== 'entered') return true;
  const stated = JSON.stringify({ ...pack, log: null, others: pack.others.filter(({ path }) => !path.startsWith('log/')) });
  const isAsMade = utf8(folder.read('pack.json')) === `${JSON.stringify(pack)}\n`;
  const isOnce = new Set(pack.others.map(({ path }) => path)).size === pack.others.length;
  return isAsMade && isOnce && entries.some(({ type, sha256: own }) => type === 'PACK' && own === hexOf('sha256', stated));
}
/** A text without what YAML writes it with: quotation, escapes, breaks of lines. */
const bare = (text) => text.replace(/\\[nt]|[\s"'\\\u3000]/g, '');
/** The list in its own words against what the log proves: parties, clauses, acts, states, signed copies, origins. */
function checkTold(state) {
  const { folder, pack, digests, manifests, isTold, say } = state;
  const tell = (message) => say('真实性', 'pack.json', message);
  const right = pack.records.filter(({ path }) => digests.has(path) && !isTold(path));
  const texts = new Map(right.map(({ path }) => [path, utf8(folder.read(path))]));
  const acts = right.filter(({ logged }) => logged.startsWith('records/signoff/')).map(({ path }) => actOf(path, texts.get(path)));
  const contract = right.flatMap(({ path, logged }) => (logged.startsWith('contract/') ? [bare(texts.get(path))] : [])).join('\n');
  const isKey = (key, value) =>
    contract
      .split(`${key}:${bare(value)}`)
      .slice(1)
      .some((rest) => /^(?:$|[#,}\n]|[A-Za-z]+:)/.test(rest));
  for (const [field, key, value] of [
    ['项目', 'project', pack.project],
    ['合同编号', 'number', pack.contract],
    [pack.called.purchaser, 'purchaser', pack.purchaser],
    [pack.called.supplier, 'supplier', pack.supplier],
  ])
    if (contract !== '' && value !== '' && !isKey(key, value)) tell(`清单所写的“${field}”与包内已存证的合同文件不一致`);
  for (const document of pack.documents) {
    const { number, clauses } = document;
    const pages = manifests.get(number)?.pages;
    if (manifests.has(number) && (typeof pages === 'number' ? pages : null) !== document.pages) tell(`文档 ${number} 的“页数”与文档自己的清单不一致`);
    checkActs(state, document, acts, tell);
    const copies = acts.filter((act) => isOf(act, document.archived)).flatMap((act) => act.copies);
    for (const { path } of document.signed)
      if (digests.has(path) && !(copies.includes(digests.get(path).sha256) && path.startsWith(`signed/${number}/`)))
        say('真实性', path, `没有一条文档 ${number} 的签收记录列有它：放在了别的文档下，或是替换的`);
    for (const { id, paper = id, text } of clauses)
      if (contract !== '' && !(contract.includes(bare(text)) && contract.includes(bare(paper))))
        tell(`文档 ${number} 的条款 ${paper} 的文字与包内已存证的合同文件不一致`);
  }
  const isWhole = state.problems.every(({ where }) => !where.startsWith('documents/'));
  const simulated = [...manifests.values()].some((manifest) => manifest.simulated === true);
  if (isWhole && simulated !== pack.simulated) tell('清单的演示标记与文档的清单不一致');
  for (const { path, record } of pack.evidence)
    if (digests.has(path) && texts.get(record)?.includes(digests.get(path).sha256) === false) say('真实性', path, `清单所写的来源 ${record} 没有列出它`);
}
/** One signing-off, read from its record: JSON, or YAML as the program writes it. */
function actOf(path, text) {
  const record = text.startsWith('{') ? (json(Buffer.from(text)) ?? {}) : yamlFields(text);
  const isTheirs = record.enteredBy?.channel === 'purchaser' && record.enteredBy.account !== undefined;
  const signed = (record.attachments ?? []).filter(({ proof }) => proof === 'purchaser' || (proof === undefined && `${record.schema}` === '1'));
  const isCopied = signed.some(({ withdrawn, takenAt }) => withdrawn === undefined && Date.parse(takenAt) >= Date.parse(record.at));
  const vouched = isCopied || (record.corrections === undefined ? isTheirs : undefined);
  return { ...record, path, via: record.via ?? '', revision: Number(record.revision), vouched, copies: signed.map((one) => one.sha256) };
}
/** Fields of the first level, and those of the rows below them. */
function yamlFields(text) {
  const [record, list] = [{}, { attachments: [], enteredBy: [] }];
  let [top, depth] = ['', 0];
  for (const line of text.split('\n')) {
    const [, space, dash, key, value = ''] = /^( *)(- )?([A-Za-z][A-Za-z0-9-]*):(?: (.*))?$/.exec(line) ?? [];
    if (key === undefined) continue;
    const indent = space.length + (dash?.length ?? 0);
    const plain = /^'.*'$/.test(value) ? value.slice(1, -1).replaceAll("''", "'") : /^".*"$/.test(value) ? (json(Buffer.from(value)) ?? value) : value;
    if (indent === 0) [top, depth, record[key]] = [key, 0, plain];
    else {
      depth ||= indent;
      const rows = indent === depth ? list[top] : undefined;
      if (rows !== undefined && (dash !== undefined || rows.length === 0)) rows.push({});
      if (rows !== undefined) rows.at(-1)[key] = plain;
    }
  }
  return { ...record, attachments: list.attachments, enteredBy: list.enteredBy[0] };
}
const isOf = ({ obligation, period, revision }, archived) => archived.endsWith(`/${obligation}/${period}/r${revision}`);
/** 送达, 签收, 退回, and the state that follows from them. */
function checkActs({ pack, log, gone }, { number, archived, revision, state, deliveries, receipts }, all, tell) {
  const time = (one) => Math.max(Date.parse(one.at), Date.parse(one.enteredAt));
  const acts = all
    .filter((act) => isOf(act, archived) && act.withdrawn === undefined && time(act) <= Date.parse(pack.madeAt))
    .sort((a, b) => time(a) - time(b) || Date.parse(a.at) - Date.parse(b.at));
  const wrong = (field) => tell(`文档 ${number} 的“${field}”与包内已存证的记录不一致`);
  const claimed = `（${pack.called.supplier}登记，待${pack.called.purchaser}确认）`;
  const isStep = ({ record, at, by, text }, act) => {
    const said = `${act.action === 'deliver' ? '送达' : '签收'}${act.via && `：${act.via}`}`;
    if (record !== act.path || at !== act.at || by !== act.person) return false;
    if (act.action === 'return') return text.startsWith('退回：');
    return (
      (text === said && (act.action === 'deliver' || act.vouched !== false)) ||
      (act.action === 'receive' && text === `${said}${claimed}` && act.vouched !== true)
    );
  };
  const isCleared = [...gone].some((path) => path.startsWith('records/signoff/'));
  const isGiven = (steps, actions) => {
    const own = acts.filter(({ action }) => actions.includes(action));
    const seen = isCleared ? steps.filter(({ record }) => record !== null) : steps;
    return own.length === seen.length && own.every((act) => seen.some((step) => isStep(step, act)));
  };
  if (!isGiven(deliveries, ['deliver'])) wrong('交付');
  if (!isGiven(receipts, ['receive', 'return'])) wrong('签收');
  if (isCleared && [...deliveries, ...receipts].some(({ record }) => record === null)) return;
  if (isVoid(log, archived) !== state.startsWith('已作废')) return; // told already
  const words = wordsOf(acts, isVoid(log, archived));
  const word = words.find((one) => state === one || state.startsWith(`${one}，`) || state.startsWith(`${one}（`));
  const folder = archived.slice(0, archived.lastIndexOf('/r') + 2);
  const newest = Math.max(...log.entries.map((one) => (isIssue(one) && one.path.startsWith(folder) ? Number(one.path.slice(folder.length)) || 0 : 0)));
  const [rest = '', later] = /，已由第\s?(\d+)\s?版取代$/.exec(state) ?? [];
  if (word === undefined) wrong('签收状态');
  else if (later === undefined ? newest > revision : Number(later) < Math.max(newest, revision + 1)) wrong('版次状态');
  else if (!words.includes('已作废') && state !== `${word}${rest}`) wrong('签收状态');
}
/** The words that may stand for it: two where a correction leaves it to a person. */
function wordsOf(acts, voided) {
  const first = (name, test) => acts.find(({ action, vouched }) => action === name && test(vouched));
  const [received, claimed] = [first('receive', (vouched) => vouched !== false), first('receive', (vouched) => vouched !== true)];
  const [returned, delivered] = ['return', 'deliver'].map((name) => first(name, () => true));
  const either = ({ vouched }, word) => (vouched === undefined ? [word, '待确认'] : [vouched ? word : '待确认']);
  if (voided) return ['已作废'];
  if (returned && !(received && Date.parse(returned.at) <= Date.parse(received.at))) return either(returned, '已退回');
  return received ? either(received, '已签收') : [claimed ? '待确认' : delivered ? '待签收' : '未送达'];
}
/** Cosignatures of witnesses (a header and the time before the text), and keys that came later. */
function checkWitnesses({ folder, log, say, notes, cautions }) {
  const textOf = (path) => (folder.has(path) ? utf8(folder.read(path)) : '');
  for (const id of new Set([...folder.paths].flatMap((path) => COSIGNED.exec(path)?.[1] ?? []))) {
    const [path, note] = [`log/cosigned/${id}.note`, textOf(`log/cosigned/${id}.note`)];
    const key = parseKey(textOf(`log/cosigned/${id}.key`).trim());
    const bytes = signatureBy(note, key);
    const time = bytes?.length === 72 ? bytes.readBigUInt64BE(0) : undefined;
    const signed = `cosignature/v1\ntime ${time}\n${parseNote(note)?.text}`;
    if (time === undefined || headOf(note) === null || !isRight(signed, key, bytes.subarray(8))) say('真实性', path, '联署不可读，或签名不符');
    else if (!continues(log, headOf(note))) say('真实性', path, '联署的校验点与存证日志不连续');
    else notes.push(`联署：${key.name} 于 ${new Date(Number(time) * 1000).toISOString()} 见证到 ${headOf(note).size} 条（公钥 ${key.text}）`);
  }
  for (const { from, key, entry } of log.reigns.slice(1))
    cautions.push(`存证密钥自第 ${from + 1} 条起更换为 ${key?.id}（${entry.by ?? ''}，${entry.reason ?? ''}）：请向双方核对新密钥`);
}
/** The checkpoint on paper: of a pack that was made anew as a whole nothing else tells. */
function compareClaim(claim, { tree, head }, problems) {
  const text = claim.replace(/\r\n/g, '\n');
  const whole = parseCheckpoint(parseNote(text)?.text ?? `${text.trim()}\n`);
  const [, count, groups = ''] = /^\D*?(\d+)(?:\s*条)?[\s，,:：]+(?:根\s*)?([0-9a-f]{4}(?:[·.\s-]*[0-9a-f]{4})*)$/.exec(text.trim()) ?? [];
  const [size, root] = whole ? [whole.size, whole.root.toString('hex')] : [Number(count), groups.replace(/[^0-9a-f]/g, '')];
  if (root.length < 16 || root.length > 64) throw new Unreadable('给出的校验点不能识别：应为“条数 根的前半”、校验点文件或印有它的网页（PDF 用 verify.html）');
  const wrong = [
    [whole !== null && whole.origin !== head.origin, `给出的校验点属于另一个存证日志 ${whole?.origin}`],
    [size > tree.size, `给出的校验点有 ${size} 条，包内只有 ${tree.size} 条：日志被换回旧版，或包比纸面早`],
    [size <= tree.size && !tree.root(size).toString('hex').startsWith(root), `给出的校验点与包内的日志在前 ${size} 条内分叉：有一份被改写`],
  ].find(([isWrong]) => isWrong);
  if (wrong) problems.push({ property: '真实性', where: 'log/checkpoint', message: wrong[1] });
  const more = tree.size - size;
  return wrong?.[1] ?? (more === 0 ? `与给出的校验点一致（${size} 条）` : `接续给出的校验点：当时的 ${size} 条一字未改，其后新增 ${more} 条`);
}
/** What was cleared, or made void. */
function decidedText(one) {
  const what = one.type === 'ERASE' ? `已依规清除 ${one.path}` : `已作废 ${one.revision ? `archive/…${voidPlace(one)}` : one.path}`;
  return `${what}：${minute(one.at)} ${one.approvedBy} 批准，${one.reason}`;
}
/** All of it. @param options sm3, checkpoint (text), key @throws Unreadable */
export function verifyPack(root, { sm3 = false, checkpoint = '', key = '' } = {}) {
  const folder = openFolder(root);
  const pack = readPack(folder);
  const report = openReport();
  const digests = new Map();
  for (const path of folder.paths) {
    try {
      const bytes = folder.read(path);
      digests.set(path, { sha256: hexOf('sha256', bytes), size: bytes.length, ...(sm3 ? { sm3: hexOf('sm3', bytes) } : {}) });
    } catch {
      report.say('可用性', path, '读不出来');
    }
  }
  checkSum(folder, pack, digests, report);
  const log = checkLog(folder, pack, report);
  const entries = log.sound ? log.entries : [];
  const gone = new Set(entries.flatMap(({ type, path }) => (type === 'ERASE' ? [path] : [])));
  const isGone = (path) => upwards(path).some((one) => gone.has(one));
  const state = { folder, pack, log, digests, sm3, heads: new Map(), manifests: new Map(), gone, isGone, ...report };
  const isSigned = pack.schema > 1 || ['signed', 'entered'].includes(entries.at(-1)?.packs);
  if (log.sound) for (const check of [checkNote, checkDocuments, checkRecords, ...(isSigned ? [checkTold] : []), checkWitnesses]) check(state, isSigned);
  else report.cautions.push('存证日志本身有问题，没有再用它核对文档、记录和原件：先取得完好的存证日志');
  checkFiles(state);
  report.notes.push(...entries.filter(({ type }) => type === 'ERASE' || type === 'VOID').map(decidedText));
  for (const { type, at, dueAt, obligation, period } of entries)
    if (type === 'MISSED' && day(dueAt ?? at) >= pack.from && day(dueAt ?? at) <= pack.to)
      report.notes.push(`到期未签发：${obligation} ${period}${dueAt ? `，应于 ${minute(dueAt)} 前交` : ''}`);
  if (!pack.whole) report.cautions.push('本包只含被要求的文档：没有核对期间内是否有遗漏');
  const none = '没有与外部留存的校验点比较（--checkpoint）：只说明包内各文件彼此一致，整包重做不能发现';
  const compared = checkpoint === '' || log.tree === undefined ? none : compareClaim(checkpoint, log, report.problems);
  if (key !== '' && log.reigns?.every((one) => one.key?.text !== key))
    report.problems.push({ property: '真实性', where: 'log/checkpoint', message: `给出的公钥 ${key} 不是这个存证日志的密钥` });
  const { problems, cautions, notes } = report;
  return { problems, cautions, notes, compared, files: digests.size, documents: pack.documents.length, head: log.head && shortHead(log.head) };
}
const shortHead = ({ size, root }) => `${size} 条 ${root.toString('hex').slice(0, 32).match(/.{4}/g).join('·')}`;
/** One document alone: its files, its proof, and the keys of the list or the one that is given. */
export function verifyDocument(root, number, key = '') {
  const at = join(root, 'proofs', `${number}.tlog-proof`);
  const proof = existsSync(at) ? parseProof(utf8(readFileSync(at))) : null;
  const [entry, head] = [proof && parseEntry(proof.entry), proof && headOf(proof.checkpoint)];
  if (!isIssue(entry) || head === null) throw new Unreadable(`没有 ${number} 的证明，或证明不可读：${at}`);
  const keys = key === '' ? (json(readFileSync(join(root, 'pack.json')))?.log?.keys ?? []) : [key];
  const fault = ({ path, sha256: issued }) => {
    const file = join(root, 'documents', number, path);
    return !existsSync(file) ? '缺少文件' : hexOf('sha256', readFileSync(file)) === issued ? '' : '内容与签发时登记的不一致（SHA-256 不同）';
  };
  const isIn = rootByProof(leafHash(proof.entry), proof.index, head.size, proof.hashes)?.equals(head.root) === true;
  const told = [
    [`proofs/${number}.tlog-proof`, entry.number === number ? '' : `是 ${entry.number} 的证明`],
    [`proofs/${number}.tlog-proof`, isIn ? '' : '与它的校验点不一致'],
    [`proofs/${number}.tlog-proof`, keys.some((one) => isSigned(proof.checkpoint, parseKey(one))) ? '' : '校验点没有日志密钥的有效签名'],
    ...entry.outputs.map((output) => [`documents/${number}/${output.path}`, fault(output)]),
  ];
  const problems = told.flatMap(([where, message]) => (message === '' ? [] : [{ property: '真实性', where, message }]));
  return { problems, cautions: [], notes: [], compared: '请把校验点与纸面比较', files: entry.outputs.length, documents: 1, head: shortHead(head) };
}
const LEGAL = '存证日志是连续性证明，不是《电子签名法》所称的可靠电子签名：证明当时就有这些内容、此后没有被改过，不证明内容属实。';
function print({ problems, cautions, notes, compared, files, documents, head }) {
  const list = (title, lines) => lines.map((line, n) => `${n === 0 ? `\n${title}\n` : ''}  ${n + 1}. ${line}\n`).join('');
  const told = problems.map(({ property, where, message }) => `［${property}］${where}：${message}`);
  const sum = `核对 ${files} 个文件，${documents} 份文档；存证日志校验点 ${head ?? '（不可读）'}\n${compared}\n`;
  const verdict = problems.length === 0 ? '没有发现问题' : `发现 ${problems.length} 处问题`;
  return `${verdict}\n${sum}${list('问题', told)}${list('须人工核对', cautions)}${list('说明', notes)}\n${LEGAL}\n`;
}
/** Of a page that somebody kept the line that it prints; of any other text the text. */
function printedIn(text) {
  const [, size, groups] = /存证校验[^\d]{0,80}(\d{1,15})\s*条\s*((?:[0-9a-f]{4}[\s·]*){8})/.exec(text.replace(/<[^>]*>/g, '')) ?? [];
  return size === undefined ? text : `${size} 条 ${groups.trim()}`;
}
function main(args) {
  const after = (name) => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : undefined) ?? '';
  const [checkpoint, key, number] = ['--checkpoint', '--key', '--document'].map(after);
  const flags = args.filter((one) => one.startsWith('--'));
  const [root = '.'] = args.filter((one) => !one.startsWith('--'));
  try {
    const odd = flags.find((one) => one !== '--sm3' && one !== '--json');
    if (odd !== undefined) throw new Unreadable(`不认识的选项 ${odd}：可用 --checkpoint、--key、--document、--sm3、--json`);
    const given = checkpoint !== '' && existsSync(checkpoint) ? printedIn(readFileSync(checkpoint, 'utf8')) : checkpoint;
    const isOne = number !== '';
    const found = isOne ? verifyDocument(root, number, key) : verifyPack(root, { sm3: flags.includes('--sm3'), checkpoint: given, key });
    process.stdout.write(flags.includes('--json') ? `${JSON.stringify(found, null, 1)}\n` : print(found));
    return found.problems.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`无法查验：${error instanceof Unreadable ? error.message : `${root} 读不出来（${error.message}）`}\n`);
    return 2;
  }
}
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv.slice(2));
