/** 记录: every kind, the latest of each, search, one record with its attachments, withdrawing and attaching. */

import { DRAFT_DAYS } from '../../accounts/database.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { KindLine, StoredEntry } from '../../desk/entry-form.ts';
import type { RecordLine } from '../../desk/record-calls.ts';
import { meantBy } from '../../forms/resolve.ts';
import type { Typed } from '../../forms/typed.ts';
import { givesOriginal } from '../../records/open-attachment.ts';
import { attachmentProofs } from '../../records/record.ts';
import { choicesFor } from '../forms/choice-lists.ts';
import { MOST_BYTES } from '../forms/drafts.ts';
import { recordPath } from '../forms/open-form.ts';
import { shownFiles, shownRecord } from '../forms/shown-record.ts';
import { actorOf, mayDo, type Viewer } from '../request/viewer.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';

/** Lines of one page. */
const MOST_LINES = 50;
const OFFERED = 30;
/** What people write down nearly every day, whatever the contract; the rest stand in the order of the kinds. */
const DAILY: readonly string[] = [
  'note',
  'call',
  'incident',
  'duty',
  'consultation',
  'service-request',
  'permit',
  'change',
];
const THUMBNAIL = 480;
const LARGE = 1_600;
/** Characters of a draft by which it is told from others. */
const DRAFT_TEXT = 24;
/** Characters of a correction that are read in passing. */
const LONG = 160;

export default definePage({
  id: 'records',
  title: '记录',
  order: 60,
  routes: [
    { method: 'GET', path: '/records', access: 'read', handle: list },
    { method: 'GET', path: '/choices/:source', access: 'record', handle: choices },
    { method: 'GET', path: '/records/:kind/:id', access: 'read', handle: show },
    { method: 'GET', path: '/records/:kind/:id/history', access: 'read', handle: history },
    { method: 'GET', path: '/records/:kind/:id/pictures/:sha256', access: 'read', handle: picture },
    { method: 'GET', path: '/records/:kind/:id/files/:sha256', access: 'read', handle: original },
    { method: 'POST', path: '/records/:kind/:id/claims', access: 'restore', handle: answer },
    { method: 'POST', path: '/records/:kind/:id/withdraw', access: 'withdraw', handle: withdraw },
    {
      method: 'POST',
      path: '/records/:kind/:id/attach',
      access: 'record',
      limit: MOST_BYTES,
      handle: attach,
    },
  ],
});

async function list({ desk, query, viewer, forms, now }: SignedIn): Promise<Answer> {
  const kinds = await desk.records.kinds();
  const labels = new Map(kinds.map(({ id, label }) => [id, label]));
  const { q = '', kind = '' } = query;
  const found = q === '' ? [] : await desk.records.find(q, MOST_LINES);
  const latest = q === '' && labels.has(kind) ? await desk.records.lines(kind, MOST_LINES) : null;
  const drafts = mayDo(viewer, 'record') ? forms.drafts.list(viewer.account, now) : [];
  return {
    page: 'records',
    title: '记录',
    data: {
      query: q,
      asked: q !== '' || latest !== null,
      heading: q === '' ? `最近的${labels.get(kind) ?? ''}` : `“${q}”的结果`,
      lines: (latest?.lines ?? found).map((line) => shownLine(line, labels)),
      total: latest?.total,
      more: latest !== null && latest.total > latest.lines.length,
      shown: MOST_LINES,
      showKind: latest === null,
      groups: groupsOf(kinds, mayDo(viewer, 'record')),
      draftDays: DRAFT_DAYS,
      drafts: drafts.map(({ form, kind: of, record, at, files, state }) => ({
        form,
        href: `/desk/drafts/${form}`,
        label: `${labels.get(of) ?? of}${record === null ? '' : ` ${record} 的更正`}`,
        text: beginningOf(state.typed),
        at: formatDateTime(at),
        files: files.length,
      })),
    },
  };
}

const shownLine = ({ id, kind, at, text, withdrawn }: RecordLine, labels: ReadonlyMap<string, string>) => ({
  id,
  text,
  withdrawn,
  kind: labels.get(kind),
  at: formatDateTime(at),
  href: recordPath(kind, id),
});

function groupsOf(kinds: readonly KindLine[], mayEnter: boolean) {
  const shown = (kind: KindLine) => ({
    id: kind.id,
    label: kind.label,
    enter: mayEnter && kind.notHere === null,
    note: mayEnter && kind.notHere !== null ? '不在此登记' : null,
  });
  const isOwn = ({ writtenBy, notHere }: KindLine): boolean => writtenBy === null && notHere === null;
  const daily = DAILY.flatMap((id) => kinds.find((kind) => kind.id === id && isOwn(kind)) ?? []);
  const rest = kinds.filter((kind) => !daily.includes(kind));
  return [
    { title: '常用', kinds: daily.map(shown) },
    { title: '其他人工登记的', kinds: rest.filter(isOwn).map(shown) },
    { title: '一般由程序或专门的页面登记的', kinds: rest.filter((kind) => !isOwn(kind)).map(shown) },
  ];
}

/** By what somebody knows one draft from another: the beginning of the longest text that they wrote. */
function beginningOf(typed: Typed): string {
  const texts = Object.values(typed).filter((one): one is string => typeof one === 'string' && /\p{L}{2}/u.test(one));
  const longest = texts.reduce((most, one) => (one.length > most.length ? one : most), '');
  const [line = ''] = longest.split('\n');
  return line.length > DRAFT_TEXT ? `${line.slice(0, DRAFT_TEXT)}…` : line;
}

async function choices({ desk, params, query }: SignedIn): Promise<Answer> {
  const [, kind] = /^record-([a-z-]+)$/.exec(params['source'] ?? '') ?? [];
  const name = params['source'];
  if (kind === undefined && name !== 'asset' && name !== 'article') return { json: { choices: [] }, status: 404 };
  const all = await desk.records.choices(kind === undefined ? (name as 'asset' | 'article') : { kind });
  const found = meantBy(all, query['q'] ?? '').slice(0, OFFERED);
  return { json: { choices: found.map(({ id, text }) => ({ id, text })) } };
}

const missing = (): Answer => ({
  page: 'problem',
  title: '没有这条记录',
  data: { text: '编号不对，或者不是这一种类的记录' },
  status: 404,
});

const asked = ({ desk, params }: SignedIn): Promise<StoredEntry | null> =>
  desk.records.one(params['kind'] ?? '', params['id'] ?? '');

async function show(request: SignedIn): Promise<Answer> {
  const stored = await asked(request);
  return stored === null ? missing() : page(request, stored);
}

async function page(
  { desk, viewer }: SignedIn,
  stored: StoredEntry,
  attachFaults: readonly string[] = [],
): Promise<Answer> {
  const path = recordPath(stored.kind.id, stored.id);
  const may = (act: 'record' | 'withdraw'): boolean => stored.withdrawn === null && mayDo(viewer, act);
  const named = await choicesFor(desk, stored.fields);
  return {
    page: 'record',
    title: `${stored.kind.label} ${stored.id}`,
    data: {
      ...shownRecord(stored, named, may('withdraw') ? stored.form.lists : []),
      path,
      kind: stored.kind.id,
      withdrawn: stored.withdrawn,
      entered: stored.entered,
      files: shownFiles(stored, path, mayDo(viewer, 'drafts')),
      corrections: correctionsOf(stored, viewer),
      claims: stored.claims,
      mayAnswer: mayDo(viewer, 'restore'),
      another: mayDo(viewer, 'record') && stored.kind.notHere === null && stored.kind.writtenBy === null,
      enteredBy: mayDo(viewer, 'names') ? stored.enteredBy : '',
      edit: may('record') && stored.form.fields.length > 0,
      attach: may('record'),
      withdraw: may('withdraw'),
      proofs: Object.entries(attachmentProofs).map(([value, word]) => ({ value, word })),
      attachFaults,
    },
    ...(attachFaults.length === 0 ? {} : { status: 400 as const }),
  };
}

/** The purchaser agrees to what is claimed, or says that what they vouched for stands. */
async function answer({ desk, params, form, viewer, now }: SignedIn): Promise<Answer> {
  const { kind = '', id = '' } = params;
  const agrees = form.text('answer') === 'agree';
  const given = { record: id, path: form.text('path'), shown: form.text('shown'), agrees };
  const { label } = await desk.records.answer(given, actorOf(viewer), now);
  return {
    to: recordPath(kind, id),
    done: agrees ? `已同意：${label}改为所主张的值` : `已答复不同意：${label}仍为确认过的值`,
  };
}

/** Walks the history of the repository: a page of its own, for whoever asks for it. */
async function history({ desk, params, viewer }: SignedIn): Promise<Answer> {
  const { kind = '', id = '' } = params;
  const steps = await desk.records.history(kind, id);
  if (steps === null) return missing();
  const names = mayDo(viewer, 'names');
  return {
    page: 'record-history',
    title: `${id} 的历史`,
    data: {
      path: recordPath(kind, id),
      steps: steps.map(({ at, by, way, what, commit }) => ({
        ...{ time: formatDateTime(at), by: names ? by : '', way, what, version: commit.slice(0, VERSION_DIGITS) },
      })),
    },
  };
}

const VERSION_DIGITS = 12;

const correctionsOf = ({ corrections }: StoredEntry, viewer: Viewer) =>
  corrections.map(({ at, by, reason, what }) => ({
    at: formatDateTime(at),
    by: mayDo(viewer, 'names') ? by : '',
    reason,
    what,
    // What changed at once in many fields is opened by whoever wants to read it.
    long: what.length > LONG,
  }));

async function picture(request: SignedIn): Promise<Answer> {
  const { desk, params, query } = request;
  if ((await asked(request)) === null) return missing();
  const size = query['size'] === 'large' ? LARGE : THUMBNAIL;
  const found = await desk.records.picture(params['id'] ?? '', params['sha256'] ?? '', size);
  if (found === null) return missing();
  return {
    ...found,
    bytes: found.bytes,
    name: `${params['id']}.${found.type === 'image/png' ? 'png' : 'jpg'}`,
    inline: true,
  };
}

async function original(request: SignedIn): Promise<Answer> {
  const { desk, params, viewer } = request;
  const stored = await asked(request);
  const kept = stored?.attachments.find(({ sha256 }) => sha256 === params['sha256']);
  if (kept === undefined || !givesOriginal(mayDo(viewer, 'drafts'), kept)) return missing();
  return (await desk.records.original(params['id'] ?? '', kept.sha256)) ?? missing();
}

async function withdraw(request: SignedIn): Promise<Answer> {
  const { desk, params, form, viewer, now } = request;
  if ((await asked(request)) === null) return missing();
  const [row, attachment, reason] = [form.text('row'), form.text('attachment'), form.text('reason')];
  const path = recordPath(params['kind'] ?? '', params['id'] ?? '');
  if (reason === '') {
    return { page: 'problem', title: '没有作废', data: { text: '须写明作废的原因' }, status: 400 };
  }
  const part = {
    id: params['id'] ?? '',
    reason,
    ...(row === '' ? {} : { row }),
    ...(attachment === '' ? {} : { attachment }),
  };
  const { what, documents, citedBy, voided } = await desk.records.withdraw(part, actorOf(viewer), now);
  const held = documents.length === 0 ? '' : `；${documents.length} 份已签发文档载有它，下次修订时写明`;
  const cited = citedBy.length === 0 ? '' : `；仍引用它的记录须更正：${citedBy.slice(0, 3).join('、')}`;
  const again = voided.map((one) => `；${one}`).join('');
  return { to: path, done: `已作废${what}${held}${cited}${again}` };
}

async function attach(request: SignedIn): Promise<Answer> {
  const { desk, form, viewer, now } = request;
  const stored = await asked(request);
  if (stored === null) return missing();
  const uploads = form.files('photos');
  if (uploads.length === 0) return page(request, stored, ['没有选择文件']);
  const proof = form.text('proof');
  const said = {
    subject: form.text('subject'),
    place: form.text('place'),
    takenAt: form.text('takenAt'),
    ...(proof === 'purchaser' || proof === 'paper-sheet' ? { proof: proof as 'purchaser' | 'paper-sheet' } : {}),
  };
  const entry = {
    kind: stored.kind.id,
    value: { id: stored.id },
    files: uploads.map(({ path, name }) => ({ path, name, ...said })),
    reason: `附加 ${uploads.map(({ name }) => name).join('、')}`,
  };
  const { faults } = await desk.records.preview(entry, actorOf(viewer), now);
  if (faults.length > 0)
    return page(
      request,
      stored,
      faults.map(({ text }) => text),
    );
  await desk.records.save(entry, actorOf(viewer), now);
  return { to: recordPath(stored.kind.id, stored.id), done: `已添加附件 ${uploads.length} 个` };
}
