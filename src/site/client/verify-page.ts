/** 档案查验: the digest of a dropped file, or a typed number, looked up in the site's static index. */
import './floor.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { claimOf } from '../../proof/claim.ts';
import { checkDigest, findNumber, type ProofDocument, type WholeFile } from '../../proof/index.ts';
import { judgeAppended } from '../../proof/pdf/appended.ts';
import { inflate } from '../../proof/pdf/inflate.ts';
import type { PdfTools } from '../../proof/pdf/read.ts';
import { type PrintedHead, parsePrinted } from '../../proof/printed-head.ts';
import { printedIn } from '../../proof/printed-in.ts';
import { monthOfId, placesFile } from '../../search/index/place-files.ts';
import { recordHref } from '../lib/paths.ts';
import { againstLog, headNow } from './log-files.ts';
import { readIndex as read } from './verify-index.ts';
import { message, numberResult, proofResult, verdict } from './verify-result.ts';

/** Larger files are none of ours, and would stop the page for a long time. */
const MAX_BYTES = 60 * 1024 * 1024;

const output = document.querySelector<HTMLElement>('[data-ol-proof]');
const kinds = JSON.parse(output?.dataset['kinds'] ?? '{}') as Record<string, string>;
const clauses = JSON.parse(output?.dataset['clauses'] ?? '{}') as Record<string, string>;
const drop = document.querySelector<HTMLElement>('[data-ol-drop]');
const input = document.querySelector<HTMLInputElement>('[data-ol-file]');
const chosen = document.querySelector<HTMLElement>('[data-ol-file-name]');
const form = document.querySelector<HTMLFormElement>('[data-ol-number]');
const number = form?.querySelector<HTMLInputElement>('input');

/** Counts what was asked; an answer to something older is not shown. */
let newest = 0;

async function show(waiting: string, work: () => Promise<HTMLElement[]>): Promise<void> {
  const mine = ++newest;
  output?.replaceChildren(message(waiting));
  let parts: HTMLElement[];
  try {
    parts = await work();
  } catch {
    parts = [message('查验索引没有读到，请检查网络后再试一次。')];
  }
  if (mine === newest) output?.replaceChildren(...parts);
}

function checkFile(file: File): Promise<void> {
  if (chosen !== null) chosen.textContent = file.name;
  if (file.size > MAX_BYTES) return show('', async () => [message('文件超过 60 MB，不是本站签发的文档。')]);
  return show(`正在计算“${file.name}”的校验值…`, async () => {
    const bytes = await file.arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      // Moved away, or locked by another program, since it was chosen.
      () => null,
    );
    if (bytes === null) return [message(`“${file.name}”读不出来：可能已被移动，或正被其他程序占用。请另存一份再试。`)];
    const digest = await digestOf(bytes);
    const proof = await checkDigest(read, digest, claimOf(bytes), wholeFile(bytes));
    const placeOf = await placesOf(proof.state === 'unknown' ? [] : [proof.document]);
    const printed = printedIn(bytes, PDF_TOOLS);
    // Of a file that the site has not it tells whether the site was put back to before it.
    const against = printed === undefined ? [] : [await headResult(printed, '文件所印')];
    return [...against, ...proofResult(proof, file.name, digest, { kinds, clauses, placeOf })];
  });
}

function checkNumber(typed: string): Promise<void> {
  return show('正在查找…', async () => {
    const found = await findNumber(read, typed);
    return numberResult(found, typed, { kinds, clauses, placeOf: await placesOf(found) });
  });
}

function checkPrinted(typed: string): Promise<void> {
  return show('正在核对…', async () => {
    const printed = parsePrinted(typed);
    if (printed === undefined)
      return [message('这不是校验点：纸上印作“条数 条”和其后的各组校验值，请连条数一起输入。')];
    return [await headResult(printed, '纸上所印')];
  });
}

/** Whether the log continues what is printed on paper or in a file. */
async function headResult(printed: PrintedHead, whose: '纸上所印' | '文件所印'): Promise<HTMLElement> {
  const keep = '请保留这份文档，并要求说明原因。';
  const now = await headNow().catch((error: Error) => {
    if (!error.message.startsWith('404 ')) throw error;
    return null;
  });
  if (now === undefined) throw new RangeError('no head');
  if (now === null)
    return verdict(
      'abnormal',
      '×',
      `本站现在没有存证日志，${whose}的校验点是 ${printed.size} 条：资料被换回旧版，或日志被删除。${keep}`,
    );
  const wrong = await againstLog({ ...printed, origin: now.origin }, now, whose);
  if (wrong !== null) return verdict('abnormal', '×', `${wrong}。${keep}`);
  const told = `存证日志延续${whose}的校验点：当时的 ${printed.size} 条都在，一字未改；现在 ${now.size} 条。`;
  return verdict('normal', '●', told);
}

const head = document.querySelector<HTMLFormElement>('[data-ol-head]');
head?.addEventListener('submit', (event) => {
  event.preventDefault();
  void checkPrinted(head.querySelector('input')?.value ?? '');
});

input?.addEventListener('change', () => {
  const [file] = input.files ?? [];
  if (file !== undefined) void checkFile(file);
});
for (const type of ['dragenter', 'dragover']) {
  drop?.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.add('ol-drop-over');
  });
}
drop?.addEventListener('dragleave', () => drop.classList.remove('ol-drop-over'));
drop?.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('ol-drop-over');
  const [file] = (event as DragEvent).dataTransfer?.files ?? [];
  if (file !== undefined) void checkFile(file);
});
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const typed = number?.value.trim() ?? '';
  if (typed === '') return;
  history.replaceState(null, '', `/verify?number=${encodeURIComponent(typed)}`);
  void checkNumber(typed);
});

const asked = new URLSearchParams(location.search).get('number')?.trim();
if (asked && number) {
  number.value = asked;
  void checkNumber(asked);
}

/** Hashed at a time; between two pieces the page stays alive. */
const PIECE = 1024 * 1024;

/** SHA-256 in lower-case hex. */
async function digestOf(bytes: Uint8Array): Promise<string> {
  const hash = sha256.create();
  for (let at = 0; at < bytes.length; at += PIECE) {
    hash.update(bytes.subarray(at, at + PIECE));
    await new Promise((resume) => setTimeout(resume));
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const PDF_TOOLS: PdfTools = { latin1: (some) => new TextDecoder('latin1').decode(some), inflate };

/** The file for a look at what was appended to a PDF. */
const wholeFile = (bytes: Uint8Array): WholeFile => ({
  size: bytes.length,
  beginsWith: (size) => digestOf(bytes.subarray(0, size)),
  appended: (size) => judgeAppended(bytes, size, PDF_TOOLS),
});

/** Asks for the months of the records that are named. @returns the place of a record; among the ids of its month where none is told */
async function placesOf(documents: readonly Pick<ProofDocument, 'records'>[]): Promise<(id: string) => string> {
  const ids = documents.flatMap(({ records }) => Object.values(records).flatMap((one) => one.ids));
  const months = [...new Set(ids.map(monthOfId))];
  const known = new Map((await Promise.all(months.map(placesIn))).flatMap((places) => Object.entries(places)));
  return (id) => known.get(id) ?? recordHref(id);
}

/** Nothing of a month that the reader may not ask for: the record is then found among the ids of its month. */
async function placesIn(month: string): Promise<Record<string, string>> {
  try {
    const response = await fetch(`/_search/${placesFile(month)}`);
    return response.ok ? ((await response.json()) as Record<string, string>) : {};
  } catch {
    return {};
  }
}
