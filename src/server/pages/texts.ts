/** 填写编写文档: each place of a written document that says 待填写, with a field for it. */
import { UserError } from '../../contract/error.ts';
import type { TextToFill } from '../../desk/documents/text-calls.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';
import { actorOf } from './documents/forms.ts';
import { ownPath } from './parts/own-path.ts';

export default definePage({
  id: 'texts',
  order: 41,
  routes: [
    { method: 'GET', path: '/texts/:document', access: 'record', handle: (request) => show(request, null) },
    { method: 'POST', path: '/texts/:document', access: 'record', what: '填写编写文档', handle: fill },
  ],
});

async function show(request: SignedIn, fault: { text: string } | null): Promise<Answer> {
  const { desk, params, query, form } = request;
  const found = await desk.texts.one(params['document'] ?? '');
  if (found === null) {
    const data = { text: '合同没有这份编写文档，或者还没有它的正文文件', signIn: false };
    return { page: 'problem', title: '没有这份文档', data, status: 404 };
  }
  const typed = typedIn(request, found);
  const { name, file, version, blanks } = found;
  return {
    page: 'texts',
    title: `填写${name}`,
    ...(fault === null ? {} : { status: 400 as const }),
    data: {
      fault,
      file,
      version,
      count: blanks.length,
      groups: groupsOf(found, typed),
      back: backOf(form.text('back') || query['back']),
    },
  };
}

async function fill(request: SignedIn): Promise<Answer> {
  const { desk, params, form, viewer, now } = request;
  try {
    const answers = answersOf(request);
    const order = { document: params['document'] ?? '', version: form.text('version'), answers, now };
    const { filled, left } = await desk.texts.fill({ ...order, actor: actorOf(viewer) });
    const to = left > 0 ? `/desk/texts/${encodeURIComponent(order.document)}` : backOf(form.text('back'));
    return { to, done: `已填写 ${filled} 处${left > 0 ? `，还有 ${left} 处待填写` : '，没有待填写的了'}` };
  } catch (error) {
    if (!(error instanceof UserError) || error.exitCode !== 2) throw error;
    return show(request, { text: error.summary, ...error.place });
  }
}

/** Fields `blank.0`, `blank.1` and so on. */
function answersOf({ form }: SignedIn): ReadonlyMap<number, string> {
  const places = form.names().flatMap((name) => /^blank\.(\d{1,5})$/.exec(name)?.[1] ?? []);
  return new Map(places.map((n) => [Number(n), form.text(`blank.${n}`)]));
}

/** What was typed, by the places of the text as it is now: of another file they are others, and found again by their words. */
function typedIn(request: SignedIn, { blanks, version }: TextToFill): ReadonlyMap<number, string> {
  const { form } = request;
  const answers = answersOf(request);
  if (form.text('version') === version) return answers;
  const left = blanks.map((blank, n) => ({ n, place: placeOf(blank) }));
  return new Map(
    [...answers].flatMap(([n, text]) => {
      const at = left.findIndex(({ place }) => place === form.text(`place.${n}`));
      const [found] = at < 0 ? [] : left.splice(at, 1);
      return found === undefined ? [] : [[found.n, text] as const];
    }),
  );
}

const placeOf = ({ heading, label }: TextToFill['blanks'][number]): string => `${heading} ${label}`;

/** Under the headings of the document, in its order. */
function groupsOf({ blanks }: TextToFill, typed: ReadonlyMap<number, string>) {
  const groups: { heading: string; blanks: { n: number; label: string; place: string; value: string }[] }[] = [];
  for (const [n, { heading, label }] of blanks.entries()) {
    if (groups.at(-1)?.heading !== heading) groups.push({ heading, blanks: [] });
    groups.at(-1)?.blanks.push({ n, label, place: placeOf({ heading, label }), value: typed.get(n) ?? '' });
  }
  return groups;
}

const backOf = (path = ''): string => (path === '' ? '/desk/documents' : ownPath(path));
