/** Entering and editing a record of any kind: form, drafts, review, saving. */
import { UserError } from '../../contract/error.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { StoredEntry } from '../../desk/entry-form.ts';
import type { Entry } from '../../desk/record-calls.ts';
import { merged } from '../../forms/merge.ts';
import { resolveChoices } from '../../forms/resolve.ts';
import { afterButton, typedOf, typedText } from '../../forms/typed.ts';
import { choicesFor } from '../forms/choice-lists.ts';
import { type DraftFile, MOST_BYTES } from '../forms/drafts.ts';
import { type FormTrouble, formPage, reviewPage } from '../forms/form-page.ts';
import {
  entryFiles,
  keepForm,
  type OpenForm,
  openedForm,
  recordPath,
  sentForm,
  valueOfForm,
} from '../forms/open-form.ts';
import { actorOf } from '../request/viewer.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';

/** Of all that one form sends at once, its texts among it. */
const limit = MOST_BYTES;

export default definePage({
  id: 'record-form',
  order: 61,
  routes: [
    { method: 'GET', path: '/records/:kind', access: 'record', handle: openNew },
    { method: 'POST', path: '/records/:kind', access: 'record', limit, handle: sendNew },
    { method: 'GET', path: '/records/:kind/:id/edit', access: 'record', handle: openEdit },
    { method: 'POST', path: '/records/:kind/:id/edit', access: 'record', limit, handle: sendEdit },
    { method: 'POST', path: '/drafts', access: 'record', handle: keepDraft },
    { method: 'GET', path: '/drafts/:form', access: 'record', handle: openDraft },
    { method: 'POST', path: '/drafts/:form/delete', access: 'record', handle: dropDraft },
  ],
});

async function openNew(request: SignedIn): Promise<Answer> {
  const kind = await request.desk.records.form(request.params['kind'] ?? '');
  if (kind.notHere !== null) return notHere(kind.label, kind.notHere);
  return formPage(request, openedForm(request, kind, null));
}

async function sendNew(request: SignedIn): Promise<Answer> {
  const kind = await request.desk.records.form(request.params['kind'] ?? '');
  if (kind.notHere !== null) return notHere(kind.label, kind.notHere);
  return sent(request, sentForm(request, kind, null));
}

async function openEdit(request: SignedIn): Promise<Answer> {
  const stored = await editable(request);
  return 'page' in stored ? stored : formPage(request, openedForm(request, stored.form, stored));
}

async function sendEdit(request: SignedIn): Promise<Answer> {
  const stored = await editable(request);
  return 'page' in stored ? stored : sent(request, sentForm(request, stored.form, stored));
}

const notHere = (label: string, text: string): Answer => ({
  page: 'problem',
  title: `${label}不在此登记`,
  data: { text },
  status: 400,
});

async function editable({ desk, params }: SignedIn): Promise<StoredEntry | Extract<Answer, { page: string }>> {
  const stored = await desk.records.one(params['kind'] ?? '', params['id'] ?? '');
  const problem = (title: string, text: string) => ({ page: 'problem', title, data: { text }, status: 404 as const });
  if (stored === null) return problem('没有这条记录', '编号不对，或者不是这一种类的记录');
  if (stored.withdrawn !== null) return problem('记录已作废', `${stored.withdrawn}；另登记一条`);
  if (stored.form.fields.length === 0) return problem('不能更正', '这条记录由程序采集或导入，没有人工填写的项');
  return stored;
}

/** What one of the form's buttons asks for. */
async function sent(request: SignedIn, given: OpenForm): Promise<Answer> {
  const { form } = request;
  const { open, fileFaults } = await withUploads(request, given);
  const button = form.text('do');
  const kept = async (next: OpenForm, trouble: FormTrouble = {}): Promise<Answer> => {
    keepForm(request, next);
    return formPage(request, { ...next, keptAt: request.now }, { ...trouble, fileFaults });
  };
  const changed = afterButton(open.kind.fields, open.state.typed, button);
  if (changed !== null) return kept({ ...open, state: { ...open.state, typed: changed } });
  if (button.startsWith('drop.')) return kept(withoutFile(open, button.slice('drop.'.length)));
  if (button === 'draft' && fileFaults.length === 0) {
    keepForm(request, open);
    return { to: '/desk/records', done: `草稿已存，可从“我的草稿”接着填写` };
  }
  if (fileFaults.length > 0 || (button !== 'review' && button !== 'save')) return kept(open);
  const ready = await checked(request, open);
  if ('trouble' in ready) return kept(ready.open, ready.trouble);
  if (button === 'save') return saved(request, ready.open);
  keepForm(request, ready.open);
  return reviewPage(request, ready.open, ready.preview);
}

/** Takes over the files that came with the form. */
async function withUploads(request: SignedIn, open: OpenForm): Promise<{ open: OpenForm; fileFaults: string[] }> {
  const uploads = request.form.files('photos');
  if (uploads.length === 0) return { open, fileFaults: [] };
  // First the draft, so that its files are somebody's; nothing takes away the files of a draft.
  if (!keepForm(request, open)) return { open, fileFaults: ['这张表单是另一个账号的；请重新打开表单'] };
  const taken = await request.forms.drafts.take(open.id, open.files, uploads);
  if (typeof taken === 'string') return { open, fileFaults: [taken] };
  const files = await Promise.all(
    taken.map((file) => (open.files.includes(file) ? file : withOwnTime(request, open, file))),
  );
  keepForm(request, open, files);
  return { open: { ...open, files }, fileFaults: [] };
}

/** What a camera wrote into its picture stands in the form, to be seen and put right. */
async function withOwnTime({ desk, forms }: SignedIn, { id }: OpenForm, file: DraftFile): Promise<DraftFile> {
  const takenAt = await desk.records.takenAt(forms.drafts.pathOf(id, file));
  return takenAt === null ? file : { ...file, takenAt: typedText({ input: 'instant' }, takenAt) };
}

/** The file itself goes with the draft. */
const withoutFile = (open: OpenForm, id: string): OpenForm => ({
  ...open,
  files: open.files.filter((file) => file.id !== id),
});

type Checked =
  | { open: OpenForm; preview: Awaited<ReturnType<SignedIn['desk']['records']['preview']>> }
  | { open: OpenForm; trouble: FormTrouble };

/** Everything that is wrong with the form, or that somebody else changed the record meanwhile. */
async function checked(request: SignedIn, given: OpenForm): Promise<Checked> {
  const { desk, viewer, now } = request;
  const stale = withMeanwhile(given);
  if (stale !== null) return stale;
  const choices = await choicesFor(desk, given.kind.fields);
  const {
    typed,
    faults: unknown,
    candidates,
  } = resolveChoices(given.kind.fields, given.state.typed, choices, given.state.base);
  const open = { ...given, state: { ...given.state, typed } };
  const { value, rows } = valueOfForm(open);
  const nothing = open.stored !== null && Object.keys(value).length === 1 && open.files.length === 0;
  const preview = await desk.records.preview(entryOf(request, open, value), actorOf(viewer), now);
  const faults = [
    ...(nothing ? [{ field: '', text: '没有改动任何一项' }] : []),
    ...unknown,
    ...preview.faults.filter(({ field }) => !unknown.some((one) => one.field === dotted(field))),
  ];
  return faults.length > 0 ? { open, trouble: { faults, rows, candidates } } : { open, preview };
}

/** `assets[0]` → `assets.0`; a name that was not found is no second fault. */
const dotted = (path: string): string => path.replace(/\[(\d+)\]/g, '.$1');

const entryOf = (request: SignedIn, open: OpenForm, value: Record<string, unknown>): Entry => ({
  kind: open.kind.id,
  value,
  files: entryFiles(request, open),
  ...(open.stored === null ? {} : { reason: open.state.reason, version: open.state.version }),
});

/** null while the record is what the form began from. */
function withMeanwhile(open: OpenForm): { open: OpenForm; trouble: FormTrouble } | null {
  const { stored, state, kind } = open;
  if (stored === null || state.base === null || stored.version === state.version) return null;
  const now = typedOf(kind.fields, stored.record);
  const { typed, meanwhile } = merged(kind.fields, state.base, now, state.typed);
  const next = { ...open, state: { ...state, typed, base: now, version: stored.version } };
  // What changed may be nothing that the form has, such as an attachment.
  return meanwhile.length === 0 ? null : { open: next, trouble: { meanwhile } };
}

async function saved(request: SignedIn, open: OpenForm): Promise<Answer> {
  const { desk, forms, viewer, now } = request;
  const { id: form, kind } = open;
  const { value } = valueOfForm(open);
  const actor = actorOf(viewer);
  const version = open.stored?.version;
  let notices: readonly string[] = [];
  const save = async (at: string): Promise<string> => {
    const entry = entryOf(request, open, value);
    const one = await desk.records.save(version === undefined ? entry : { ...entry, version }, actor, at);
    notices = one.notices;
    return one.id;
  };
  const earlier = (at: string): Promise<string | null> =>
    open.stored === null ? desk.records.enteredAt(kind.id, viewer.account, at) : Promise.resolve(null);
  try {
    const { id, again } = await forms.submissions.once(
      { form, account: viewer.account, kind: kind.id, now },
      save,
      earlier,
    );
    await forms.drafts.drop(form, viewer.account);
    const more = notices.length === 0 ? '' : `；${notices.join('；')}`;
    return {
      to: recordPath(kind.id, id),
      done: shortened(again ? `已保存为 ${id}（这张表单先前已提交，没有重复登记）` : `已保存 ${id}${more}`),
    };
  } catch (error) {
    if (!(error instanceof UserError) || error.exitCode !== 2) throw error;
    return afterRefusal(request, open, error);
  }
}

/** What only showed under the lock: somebody was faster, or a rule that sees the files of others. */
async function afterRefusal(request: SignedIn, open: OpenForm, error: UserError): Promise<Answer> {
  const stored = open.stored === null ? null : await request.desk.records.one(open.kind.id, open.stored.id);
  const stale = stored === null ? null : withMeanwhile({ ...open, stored });
  if (stale !== null) return formPage(request, stale.open, stale.trouble);
  const { found = '', expected = '', hint = '' } = error.place;
  const text = [error.summary, found, expected === '' ? '' : `应为 ${expected}`, hint]
    .filter((one) => one !== '')
    .join('；');
  return formPage(request, open, { faults: [{ field: '', text }] });
}

/** A word on what was done travels in a cookie. */
const MOST_SIGNS = 240;
const shortened = (text: string): string => (text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS)}…` : text);

async function keepDraft(request: SignedIn): Promise<Answer> {
  const { form, desk, now } = request;
  const kind = await desk.records.form(form.text('kind'));
  const record = form.text('record');
  const stored = record === '' ? null : await desk.records.one(kind.id, record);
  if (record !== '' && stored === null) return { json: { fault: '没有这条记录' }, status: 404 };
  const open = sentForm(request, stored?.form ?? kind, stored);
  if (!keepForm(request, open)) return { json: { fault: '这张表单是另一个账号的' }, status: 403 };
  return { json: { at: formatDateTime(now) } };
}

async function openDraft({ forms, params, viewer }: SignedIn): Promise<Answer> {
  const draft = forms.drafts.get(params['form'] ?? '', viewer.account);
  if (draft === null) {
    return { page: 'problem', title: '没有这份草稿', data: { text: '草稿已保存为记录，或已删除' }, status: 404 };
  }
  const path = draft.record === null ? `/desk/records/${draft.kind}` : `${recordPath(draft.kind, draft.record)}/edit`;
  return { to: `${path}?form=${draft.form}` };
}

async function dropDraft({ forms, params, viewer }: SignedIn): Promise<Answer> {
  await forms.drafts.drop(params['form'] ?? '', viewer.account);
  return { to: '/desk/records', done: '草稿已删除' };
}
