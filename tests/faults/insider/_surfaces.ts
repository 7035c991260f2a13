/** What a workspace says of itself, in each of the five places in which people read it. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { EnvironmentError, UserError } from '../../../src/contract/error.ts';
import { checkPack } from '../../../src/pack/check/check-pack.ts';
import { pageTools } from '../../../src/pack/page/tools.ts';
import { alteredTermsText } from '../../../src/pipeline/issue/altered.ts';
import { draftOf } from '../../../src/pipeline/issue/preview.ts';
import { pack } from '../../../src/pipeline/pack/pack.ts';
import { planWithRequests } from '../../../src/pipeline/plan/on-request.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { sourceOf } from '../../pack/_pack.ts';

export const surfaces = ['document', 'status', 'site', 'verify', 'pack'] as const;
export type Surface = (typeof surfaces)[number];

/** As text: what somebody finds who looks for a word. */
export type Said = Record<Surface, string>;

/** @param documents `obligation/period`: as a draft now, or its newest revision where it was issued @param now ISO instant */
export async function saidBy(session: Session, documents: readonly string[], now: string, file: string): Promise<Said> {
  const told: Record<Surface, () => Promise<string>> = {
    document: async () => (await Promise.all(documents.map((one) => documentText(session, one, now)))).join('\n'),
    status: async () => textOf(await status(session, now)),
    site: async () => textOf((await siteContent(session, now)).model),
    verify: async () => {
      const { problems, notes } = await verify(session);
      return [
        ...problems.map(({ path, message }) => `${path} ${message}`),
        ...notes.map((note) => `提示 ${note}`),
      ].join('\n');
    },
    pack: () => packText(session, now, file),
  };
  const said: Partial<Said> = {};
  // One after the other: they read the same files.
  for (const surface of surfaces) said[surface] = await told[surface]().catch(refusal);
  return said as Said;
}

const textOf = (value: unknown): string => JSON.stringify(value, null, 1);

/** A place that refuses to say anything says why. */
function refusal(error: unknown): string {
  if (error instanceof UserError || error instanceof EnvironmentError) return `拒绝：${error.message}`;
  throw error;
}

async function documentText(session: Session, named: string, now: string): Promise<string> {
  const [obligation = '', period = ''] = named.split('/');
  const { items, documents } = await planWithRequests(session, now);
  const issued = documents
    .filter(({ manifest }) => manifest.obligation === obligation && manifest.period === period)
    .at(-1);
  if (issued !== undefined) {
    const bytes = await readFile(join(session.workspace.root, issued.folder, 'document.json.gz'));
    return textOf(JSON.parse(gunzipSync(bytes).toString('utf8')));
  }
  const item = items.find((one) => one.obligation.id === obligation && one.occurrence.period === period);
  if (item === undefined) return `没有 ${named}`;
  const terms = await alteredTermsText(session, documents);
  return textOf(await draftOf(session, item, now, { terms }));
}

async function packText(session: Session, now: string, file: string): Promise<string> {
  await rm(file, { force: true });
  await pack(session, { file, now, all: true });
  const files = new Map(Object.entries(unzipSync(await readFile(file))));
  const checked = await checkPack(sourceOf(files), pageTools, { sm3: false, key: null });
  const own = [...files].filter(([path]) => /^(?:pack\.json|[^/]+\.(?:txt|html|md|json))$/.test(path));
  return [textOf(checked), ...own.map(([path, bytes]) => `${path} ${Buffer.from(bytes).toString('utf8')}`)].join('\n');
}
